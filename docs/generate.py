# ruff: noqa: INP001 -- a script beside the pages, not a package
"""Write the reference pages from the standard, the plug points and the help of the commands.

Each function that makes a page returns its text; `generate` writes those that changed.
"""

import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

import openinnov
from openinnov.cli import cli
from openinnov.derived import DERIVED
from openinnov.derived.examples import Example, example_files, examples
from openinnov.derived.overview import TYPES
from openinnov.publication import FORMATS
from openinnov.reading import READERS
from openinnov.reporting import OUTPUTS
from openinnov.standard import Check, Code, Codelist, Field, Rule, Standard, Table

#: A list with more codes than this is linked to as a file.
MOST_CODES = 400
_SPECIAL = "\\`*_{}[]<>#|~$@"
_EXCEPTIONS = "Exceptions"


def generate(folder: Path) -> None:
    """Write all reference pages to a folder; remove those that nothing gives any more."""
    pages = dict(_pages(openinnov.load()))
    for name, text in pages.items():
        file = folder / name
        if not file.is_file() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    for file in folder.rglob("*.md"):
        if file.relative_to(folder).as_posix() not in pages:
            file.unlink()


def _pages(standard: Standard) -> Iterator[tuple[str, str]]:
    yield "tables.md", tables_page(standard)
    for table in standard.tables.values():
        yield f"tables/{table.name}.md", table_page(standard, table)
    yield "codelists.md", codelists_page(standard)
    for codelist in standard.codelists.values():
        yield f"codelists/{codelist.name}.md", codelist_page(standard, codelist)
    yield "rules.md", rules_page(standard)
    for rule in standard.rules.values():
        yield f"rules/{rule.name}.md", rule_page(standard, rule)
    yield "checks.md", checks_page(standard)
    for check in standard.checks.values():
        yield f"checks/{check.name}.md", check_page(standard, check)
    yield "commands.md", commands_page(cli)
    yield "formats.md", formats_page()
    yield "api.md", api_page()


def tables_page(standard: Standard) -> str:
    """Return the page that lists the tables and all their fields."""
    rows = [
        [f"[{t.name}](#table-{t.name})", t.kind, str(len(t.fields)), text(t.description)]
        for t in standard.tables.values()
    ]
    fields = [
        [field_link(table, field, f"{table.name}.{field.name}"), text(field.title)]
        for table in standard.tables.values()
        for field in table.fields.values()
    ]
    return page(
        "Tables and fields",
        f"Version {standard.version} of the standard has these tables.",
        grid(["table", "kind", "fields", "one row is"], rows),
        "The kind decides how protection treats a row: see [privacy](#privacy).",
        "## All fields",
        grid(["field", "title"], sorted(fields)),
        toctree(f"tables/{name}" for name in standard.tables),
    )


def table_page(standard: Standard, table: Table) -> str:
    """Return the page of a table: its fields, and the rules that were tried on it."""
    rows = [
        [field_link(table, field, field.name), text(field.title), need(field), field.privacy]
        for field in table.fields.values()
    ]
    needed = " Every package has this table." if table.required else ""
    return page(
        f"{text(table.name)}: {text(table.title)}",
        text(table.description) + needed,
        f"Kind: {table.kind}. Key: {', '.join(code(name) for name in table.primary_key)}.",
        f"Linked data: {', '.join(map(code, table.classes))} at {code(table.subject)}.",
        grid(["field", "title", "needed", "privacy"], rows),
        *(part for field in table.fields.values() for part in _field(table, field)),
        *_rules_of(standard, table),
        label=f"table-{table.name}",
    )


def _field(table: Table, field: Field) -> Iterator[str]:
    yield f"(field-{table.name}-{field.name})=\n## {text(field.name)}"
    yield f"{text(field.title)}: {text(field.description)}"
    yield grid(["", ""], list(_facts(field)))


def _facts(field: Field) -> Iterator[list[str]]:
    yield ["Type", TYPES[field.type]]
    yield ["Needed", need(field)]
    yield ["Privacy class", field.privacy]
    if field.codelists:
        lists = ", ".join(f"[{name}](#codelist-{name})" for name in field.codelists)
        yield ["Codes", f"{lists} ({'open' if field.codelist_open else 'closed'})"]
    if field.reference:
        table, target = field.reference.table, field.reference.field
        where = ", also of another publisher" if field.reference.external else ""
        yield ["Refers to", f"[{table}.{target}](#field-{table}-{target}){where}"]
    yield from ([name, code(str(bound))] for name, bound in _bounds(field) if bound is not None)
    yield from ([name, "yes"] for name, holds in _traits(field) if holds)
    if field.properties:
        yield ["Linked data", ", ".join(map(code, field.properties))]


def _bounds(field: Field) -> Iterator[tuple[str, object]]:
    yield "Pattern", field.pattern
    yield "Shortest", field.min_length
    yield "Longest", field.max_length
    yield "Least", field.minimum
    yield "Greatest", field.maximum
    yield "Above", field.exclusive_minimum
    yield "Hierarchy", field.hierarchy


def _traits(field: Field) -> Iterator[tuple[str, bool]]:
    yield "Unique", field.unique
    yield "May be translated", field.translatable
    yield "People write in their own words", field.free_text
    yield "Counts people", field.count


def field_link(table: Table, field: Field, words: str) -> str:
    """Return a link to the section of a field."""
    return f"[{words}](#field-{table.name}-{field.name})"


def need(field: Field) -> str:
    """Return whether a field has to be filled in."""
    return "required" if field.required else "recommended" if field.recommended else "no"


def _rules_of(standard: Standard, table: Table) -> Iterator[str]:
    files = (standard.root / "examples").glob(f"*/{table.name}.csv")
    rules = sorted(file.parent.name for file in files)
    if rules:
        yield "## Rules with an example in this table"
        yield "\n".join(f"* {_rule_link(standard.rules[name])}" for name in rules)


def _rule_link(rule: Rule) -> str:
    return f"[{rule.name}](#rule-{rule.name}): {text(rule.sentence)}"


def codelists_page(standard: Standard) -> str:
    """Return the page that lists the codelists."""
    lists = standard.codelists.values()
    rows = [[f"[{c.name}](#codelist-{c.name})", text(c.title), str(len(c.codes))] for c in lists]
    return page(
        "Codelists",
        "A closed list takes no other code; to an open list, another code is kept and reported.",
        grid(["codelist", "title", "codes"], rows),
        toctree(f"codelists/{name}" for name in standard.codelists),
    )


def codelist_page(standard: Standard, codelist: Codelist) -> str:
    """Return the page of a codelist, with its codes or with the file that holds them."""
    users = [
        field_link(table, field, f"{table.name}.{field.name}")
        for table in standard.tables.values()
        for field in table.fields.values()
        if codelist.name in field.codelists
    ]
    codes = codelist.codes.values()
    few = len(codes) <= MOST_CODES
    file = f"../../../../schema/codelists/{codelist.name}.csv"
    return page(
        f"{text(codelist.name)}: {text(codelist.title)}",
        f"Used by: {', '.join(users) or 'other lists and rules'}.",
        f"Codes: {len(codes)}. File: {{download}}`{codelist.name}.csv <{file}>`.",
        grid(["code", "title", "definition", "status"], map(_code, codes)) if few else "",
        label=f"codelist-{codelist.name}",
    )


def _code(entry: Code) -> list[str]:
    status = entry.status
    if entry.valid_to:
        status += f" to {entry.valid_to}"
    if entry.replaced_by:
        status += f", use {code(entry.replaced_by)}"
    return [code(entry.code), text(entry.title), text(entry.definition), status]


def rules_page(standard: Standard) -> str:
    """Return the page that lists the rules."""
    rows = [
        [f"[{rule.name}](#rule-{rule.name})", rule.severity, rule.card, text(rule.sentence)]
        for rule in standard.rules.values()
    ]
    return page(
        "Rules",
        "A rule states what no single field can: how cells, rows and tables fit together.",
        grid(["rule", "severity", "card", "what holds"], rows),
        toctree(f"rules/{name}" for name in standard.rules),
    )


def rule_page(standard: Standard, rule: Rule) -> str:
    """Return the page of a rule, with rows that break it and rows that keep it."""
    ignored = [f"{number}. {text(each)}" for number, each in enumerate(rule.ignored, start=1)]
    shown = [example for example in examples(standard, rule.name) if example]
    return page(
        text(rule.name),
        text(rule.sentence),
        _reasons(rule),
        "\n".join(["Ignored is what", "", *ignored]) if ignored else "",
        *(part for example in shown for part in _example(example)),
        label=f"rule-{rule.name}",
    )


def _reasons(check: Check) -> str:
    facts = {
        "Severity": check.severity,
        "Card": check.card,
        "Why": text(check.why),
        "Fix": text(check.fix),
    }
    return grid(["", ""], [[name, fact] for name, fact in facts.items()])


def _example(example: Example) -> Iterator[str]:
    yield f"## {'Breaks' if example.found else 'Keeps'} it: {text(example.case)}"
    for table, rows in example.tables.items():
        names = [n for n in rows[0] if any(row[n] for row in rows) or _blamed(example, table, n)]
        if names:
            yield f"{code(table)}:"
            yield grid(names, [[code(row[name]) for name in names] for row in rows])
    if example.found:
        yield f"Found: {', '.join(map(code, example.found))}."


def _blamed(example: Example, table: str, field: str) -> bool:
    return f"{table}.{field}" in example.found


def checks_page(standard: Standard) -> str:
    """Return the page that lists the checks that need no rule."""
    rows = [
        [f"[{check.name}](#check-{check.name})", check.severity, check.card, text(check.sentence)]
        for check in standard.checks.values()
    ]
    return page(
        "Checks",
        "Checks follow from the fields of the standard, and from the formats of files.",
        grid(["check", "severity", "card", "what holds"], rows),
        toctree(f"checks/{name}" for name in standard.checks),
    )


def check_page(standard: Standard, check: Check) -> str:
    """Return the page of a check, with a file that breaks it and the same one mended."""
    files = (
        part
        for file in example_files(standard, check.name)
        for part in (
            f"## {'Breaks' if file.broken else 'Keeps'} it: {code(file.name)}",
            "A workbook." if file.text is None else f"```text\n{file.text}```",
        )
    )
    return page(
        text(check.name),
        text(check.sentence) + (" The record is quarantined." if check.quarantines else ""),
        _reasons(check),
        *files,
        label=f"check-{check.name}",
    )


def commands_page(group: click.Group) -> str:
    """Return the page with the help of every command."""
    parts = [*_command(group, "openinnov", None)]
    for name, command in group.commands.items():
        parent = click.Context(group, info_name="openinnov", **group.context_settings)
        parts += _command(command, name, parent)
    return page(
        "Commands",
        "Exit codes: 0 done; 1 done, the data have a problem; 2 not done.",
        *parts,
    )


def _command(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    settings = {} if parent else command.context_settings
    context = click.Context(command, info_name=name, parent=parent, **settings)
    yield f"(command-{name})=\n## {name}"
    yield f"```text\n{command.get_help(context)}\n```"


def formats_page() -> str:
    """Return the page of the formats that are read, written and derived."""
    return page(
        "Formats",
        "## Formats of a published package",
        *_modules(FORMATS),
        "## Formats that are read",
        "By the ending of a file's name: " + ", ".join(map(code, READERS)) + ".",
        "## Formats of a report",
        *_modules(OUTPUTS),
        "## Forms derived from the standard",
        *_modules(DERIVED),
    )


def _modules(modules: Mapping[str, object]) -> Iterator[str]:
    for name, module in modules.items():
        yield f"### {name}\n\n```{{eval-rst}}\n{inspect.getdoc(module) or ''}\n```"


def api_page() -> str:
    """Return the page of the Python API, which Sphinx fills with the docstrings."""
    groups: dict[str, list[str]] = {"Functions": [], "Values": [], _EXCEPTIONS: []}
    for name in openinnov.__all__:
        groups[_group(getattr(openinnov, name))].append(name)
    parts = ["All names can be imported from `openinnov` itself."]
    for title, names in groups.items():
        directive = "autofunction" if title == "Functions" else "autoclass"
        members = "\n   :members:" if title == "Values" else ""
        entries = "\n\n".join(f".. {directive}:: openinnov.{name}{members}" for name in names)
        parts += [f"## {title}", f"```{{eval-rst}}\n{entries}\n```"]
    return page("Python API", *parts)


def _group(thing: object) -> str:
    if not isinstance(thing, type):
        return "Functions"
    return _EXCEPTIONS if issubclass(thing, Exception) else "Values"


def page(title: str, *parts: str, label: str = "") -> str:
    """Return a page of Markdown: title and parts, with an empty line between them."""
    heading = f"({label})=\n# {title}" if label else f"# {title}"
    return "\n\n".join([heading, *(part for part in parts if part)]) + "\n"


def grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown, whose cells are Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def toctree(pages: Iterable[str]) -> str:
    """Return the directive that hangs pages below this one."""
    return "\n".join(["```{toctree}", ":hidden:", "", *pages, "```"])


def text(words: str) -> str:
    """Return plain text as Markdown that shows it, whatever signs it holds."""
    line = " ".join(words.split())
    return "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in line)


def code(words: str) -> str:
    """Return a value as Markdown that shows it as it stands, also within a table."""
    if not words:
        return ""
    line = " ".join(words.split()).replace("|", "\\|")
    fence = "``" if "`" in line else "`"
    space = " " if "`" in line else ""
    return f"{fence}{space}{line}{space}{fence}"
