"""What a rule, check, table, field, codelist or code means: what ``openinnov explain`` prints."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import groupby
from operator import attrgetter

from openinnov.derived import overview
from openinnov.derived.examples import Example, example_files, examples
from openinnov.derived.layout import grid, paragraph
from openinnov.derived.names import ambiguous, field_names, unknown
from openinnov.standard import Check, Code, Rule, Standard

#: How many characters of a line of a file are shown.
_WIDTH = 90


def render(standard: Standard, name: str, *, language: str = "en") -> str:
    """Return the text that says what a name of the standard means.

    A name is that of a rule or check, a table, a field (``table.field``), a codelist, a code
    (``codelist/code``), or a field or code alone if nothing else has that name. Texts that are not
    translated are in English.

    Raises `UnknownNameError`, with the nearest names, when there is no such thing, and with what
    it may mean when there are several.

    >>> from openinnov.standard import load
    >>> print(render(load(), "need_status/open"), end="")
    need_status/open: Open
    An answer is wanted.
      Codelist: need_status
      Status: active
    """
    if name in standard.checks or name in standard.rules:
        lines = _check(standard, standard.check(name), language)
    elif name in standard.tables or name in field_names(standard):
        return overview.render(standard, name, language=language)
    elif name in standard.codelists:
        lines = overview.codes(standard, standard.codelists[name], language)
    elif "/" in name:
        lines = _code(standard, *_split(standard, name), language)
    else:
        return render(standard, _meaning(standard, name), language=language)
    return "\n".join(lines) + "\n"


def _split(standard: Standard, name: str) -> tuple[str, Code]:
    codelist, _, code = name.partition("/")
    if codelist not in standard.codelists:
        near = get_close_matches(codelist, standard.codelists)
        raise unknown(name, [*(f"{each}/{code}" for each in near), *field_names(standard)])
    known = standard.codelists[codelist].codes
    if code not in known:
        raise unknown(name, (f"{codelist}/{each}" for each in known))
    return codelist, known[code]


def _meaning(standard: Standard, name: str) -> str:
    """Return the full name of the one field or code that has this name."""
    meanings = [each for each in field_names(standard) if each.partition(".")[2] == name]
    meanings += [
        f"{codelist}/{name}"
        for codelist in standard.codelists
        if name in standard.codelists[codelist].codes
    ]
    if len(meanings) == 1:
        return meanings[0]
    if meanings:
        raise ambiguous(name, meanings)
    raise unknown(
        name,
        {
            *standard.rules,
            *standard.checks,
            *standard.tables,
            *standard.codelists,
            *field_names(standard),
        },
    )


def _check(standard: Standard, check: Check, language: str) -> Iterator[str]:
    texts = standard.texts(language)
    is_rule = isinstance(check, Rule)
    key = f"{'rule' if is_rule else 'check'}/{check.name}"
    yield f"{check.name} ({check.severity}, {check.card})"
    yield paragraph(texts.get(f"{key}/sentence", check.sentence))
    yield ""
    yield paragraph(texts.get(f"{key}/why", check.why), label="Why:", indent=2)
    yield paragraph(texts.get(f"{key}/fix", check.fix), label="Fix:", indent=2)
    if isinstance(check, Rule):
        yield from _ignored(check)
        yield from _examples(standard, check)
    else:
        yield from _files(standard, check)


def _ignored(rule: Rule) -> Iterator[str]:
    if rule.ignored:
        yield ""
        yield "Ignored is what"
    for number, text in enumerate(rule.ignored, start=1):
        yield paragraph(text, label=f"{number}.", indent=2)


def _examples(standard: Standard, rule: Rule) -> Iterator[str]:
    shown = [example for example in examples(standard, rule.name) if example]
    columns = _columns(shown)
    for example in shown:
        yield ""
        yield f"{'Breaks' if example.found else 'Keeps'} it: {example.case}"
        for table, rows in example.tables.items():
            names = columns[table]
            if names:
                yield f"  {table}"
                yield from grid([names, *([row[name] for name in names] for row in rows)], indent=4)
        yield from (f"  Found: {place}" for place in example.found)


def _files(standard: Standard, check: Check) -> Iterator[str]:
    """Show the files of a check's examples; where a workbook lies, since it is no text."""
    for broken, files in groupby(example_files(standard, check.name), attrgetter("broken")):
        yield ""
        folder = "breaks" if broken else "keeps"
        yield f"{folder.capitalize()} it: examples/{check.name}/{folder}"
        for file in files:
            yield f"  {file.name}"
            lines = (file.text or "").splitlines()
            yield from (f"    {line[:_WIDTH]}{'…' * (len(line) > _WIDTH)}" for line in lines)


def _columns(shown: Sequence[Example]) -> Mapping[str, Sequence[str]]:
    """Return the columns of each table that one of the examples fills, or is blamed for."""
    columns: dict[str, dict[str, bool]] = {}
    for example in shown:
        for table, rows in example.tables.items():
            used = columns.setdefault(table, {})
            for row in rows:
                for name, cell in row.items():
                    blamed = f"{table}.{name}" in example.found
                    used[name] = used.get(name, False) or cell != "" or blamed
    return {table: [name for name in used if used[name]] for table, used in columns.items()}


def _code(standard: Standard, name: str, code: Code, language: str) -> Iterator[str]:
    texts = standard.texts(language)
    yield f"{name}/{code.code}: {texts.get(f'codelist/{name}/{code.code}/title', code.title)}"
    if code.definition:
        yield paragraph(texts.get(f"codelist/{name}/{code.code}/definition", code.definition))
    facts = {
        "Codelist": name,
        "Status": code.status,
        "Valid from": code.valid_from,
        "Valid to": code.valid_to,
        "Use instead": code.replaced_by,
        "Linked data": code.iri,
    }
    yield from (f"  {label}: {fact}" for label, fact in facts.items() if fact)
