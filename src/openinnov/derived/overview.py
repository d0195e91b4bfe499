"""The tables and fields of the standard, in words: what ``openinnov schema`` prints."""

from collections.abc import Iterator

from openinnov.derived.layout import grid, paragraph
from openinnov.derived.names import field_names, unknown
from openinnov.standard import Codelist, Field, Standard, Table

#: What the cells of each type hold.
TYPES = {
    "string": "one line of text",
    "text": "text, also of several lines",
    "code": "code",
    "list": "list, separated by semicolons",
    "language": "language tag, such as fr or zh-Hans",
    "email": "e-mail address",
    "uri": "web address",
    "integer": "whole number",
    "decimal": "number",
    "year": "year",
    "boolean": "true or false",
    "date": "day, such as 2026-01-15",
    "partial_date": "year, month or day: 2026, 2026-01 or 2026-01-15",
}
#: How many codes of a list are named.
_CODES = 20


def render(standard: Standard, name: str | None = None, *, language: str = "en") -> str:
    """Return the text about the standard, about a table, or about a field (``table.field``).

    Raises `UnknownNameError`, with the nearest names, when there is no such table or field.

    >>> from openinnov.standard import load
    >>> print(render(load(), "need.currency"), end="")  # doctest: +ELLIPSIS
    need.currency: Currency
    Currency of the budget.
    ...
    """
    if name is None:
        lines = _standard(standard, language)
    elif name in standard.tables:
        lines = _table(standard, standard.tables[name], language)
    else:
        table, _, field = name.partition(".")
        if field not in getattr(standard.tables.get(table), "fields", ()):
            raise unknown(name, [*standard.tables, *field_names(standard)])
        lines = _field(standard, table, standard.tables[table].fields[field], language)
    return "\n".join(lines) + "\n"


def _standard(standard: Standard, language: str) -> Iterator[str]:
    texts = standard.texts(language)
    yield f"{standard.title}, version {standard.version}"
    yield ""
    rows = [["table", "kind", "fields", "holds"]]
    for table in standard.tables.values():
        title = texts.get(f"table/{table.name}/title", table.title)
        rows.append([table.name, table.kind, str(len(table.fields)), title])
    yield from grid(rows)


def _table(standard: Standard, table: Table, language: str) -> Iterator[str]:
    texts = standard.texts(language)
    yield f"{table.name}: {texts.get(f'table/{table.name}/title', table.title)}"
    yield paragraph(texts.get(f"table/{table.name}/description", table.description))
    yield ""
    yield f"Kind: {table.kind}. Key: {', '.join(table.primary_key)}."
    yield ""
    rows = [[f.name, f.type, _need(f), f.privacy] for f in table.fields.values()]
    for field, line in zip(table.fields.values(), grid(rows), strict=True):
        key = f"field/{table.name}/{field.name}/description"
        yield line
        yield paragraph(" ".join([texts.get(key, field.description), *_links(field)]), indent=6)


def _need(field: Field) -> str:
    return "required" if field.required else "recommended" if field.recommended else ""


def _links(field: Field) -> Iterator[str]:
    if field.codelists:
        openness = "open" if field.codelist_open else "closed"
        yield f"Codes: {' and '.join(field.codelists)} ({openness})."
    if field.reference:
        yield f"Refers to: {field.reference.table}.{field.reference.field}."


def _field(standard: Standard, table: str, field: Field, language: str) -> Iterator[str]:
    texts, key = standard.texts(language), f"field/{table}/{field.name}"
    yield f"{table}.{field.name}: {texts.get(f'{key}/title', field.title)}"
    yield paragraph(texts.get(f"{key}/description", field.description))
    yield ""
    for label, fact in _facts(field):
        yield paragraph(fact, label=f"{label}:", indent=2)
    for name in field.codelists:
        yield ""
        yield from codes(standard, standard.codelists[name], language)


def _facts(field: Field) -> Iterator[tuple[str, str]]:
    yield "Type", TYPES[field.type]
    yield "Needed", _need(field) or "no"
    yield "Who may see it", field.privacy
    if field.unique:
        yield "Unique", "each row has another value"
    bounds = {
        "Pattern": field.pattern,
        "Example": field.example,
        "Shortest": field.min_length,
        "Longest": field.max_length,
        "Least": field.minimum,
        "Greatest": field.maximum,
        "Above": field.exclusive_minimum,
    }
    yield from ((label, str(bound)) for label, bound in bounds.items() if bound is not None)
    if field.reference:
        where = ", also of another publisher" if field.reference.external else ""
        yield "Refers to", f"{field.reference.table}.{field.reference.field}{where}"
    if field.codelists:
        other = "other codes are kept and reported" if field.codelist_open else "no other code"
        yield "Codes", f"{' and '.join(field.codelists)}; {other}"
    traits = {
        "may be translated": field.translatable,
        "people write in their own words": field.free_text,
        "counts people, so small numbers are withheld": field.count,
        "merging unites lists": field.merge == "union",
    }
    yield from (("Note", trait) for trait, holds in traits.items() if holds)
    if field.properties:
        yield "Linked data", " ".join(field.properties)


def codes(standard: Standard, codelist: Codelist, language: str) -> Iterator[str]:
    """Yield the title of a codelist and its first codes, then how many more there are."""
    texts, name = standard.texts(language), codelist.name
    yield f"{name}: {texts.get(f'codelist/{name}/title', codelist.title)}"
    valid = codelist.valid
    yield from grid(
        [
            [code, texts.get(f"codelist/{name}/{code}/title", codelist.codes[code].title)]
            for code in valid[:_CODES]
        ]
    )
    if len(valid) > _CODES:
        yield f"  … and {len(valid) - _CODES} more"
