"""What a mapping says of the standard and of itself, checked before any file is read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from openinnov.descriptor import faults
from openinnov.exceptions import MappingError
from openinnov.mapping import codes, dates
from openinnov.mapping.blocks import block_path, nested, refers
from openinnov.mapping.ids import LONGEST
from openinnov.mapping.keeping import has_prefix
from openinnov.mapping.loading import nearest
from openinnov.mapping.templates import makes_slug
from openinnov.reading.headings import shown
from openinnov.standard import Field, Standard, Table

if TYPE_CHECKING:
    from openinnov.mapping.document import Block, Document, Record, Rule

#: Tables about people: an id made of a name would tell who somebody is.
_ABOUT_PEOPLE = frozenset({"personal", "intake", "microdata"})
#: The words of the descriptor that stand under another name in the mapping.
_WORDS = {"licenses": "licence"}


@dataclass(frozen=True, slots=True)
class Use:
    """A rule, outermost or nested, and the field that it fills."""

    path: str
    table: Table
    field: Field
    block: "Block"
    rule: "Rule"


def check(document: "Document", standard: Standard) -> None:
    """Raise `MappingError` for the first thing that cannot be done, with its key."""
    properties = document.descriptor.properties(standard.version)
    for name, advice in faults(properties, standard):
        word = _WORDS.get(name, name.removeprefix("openinnov:"))
        raise MappingError(f"descriptor.{word}: {advice}")
    for path, fault in _faults(document, standard):
        raise MappingError(f"{path}: {fault}")
    for use in uses(document, standard):
        for key, fault in _rule_faults(use, document):
            raise MappingError(f"{use.path}{key and '.'}{key}: {fault}")


def uses(document: "Document", standard: Standard) -> Iterator[Use]:
    """Yield every rule of a mapping."""
    for name, blocks in document.table.items():
        table = standard.tables[name]
        for number, block in enumerate(blocks, start=1):
            path = f"{block_path(name, number, len(blocks))}.fields"
            for field, rule in block.fields.items():
                yield from _nested(Use(f"{path}.{field}", table, table.fields[field], block, rule))


def read_tables(
    document: "Document", standard: Standard, folder: Path
) -> dict[str, codes.CodeTable]:
    """Read the code tables that a mapping names, from the folder that it lies in."""
    tables: dict[str, codes.CodeTable] = {}
    for use in uses(document, standard):
        name, path = use.rule.codes, f"{use.path}.codes"
        if name is None or name == "standard" or name in tables:
            continue
        file = folder / name
        if Path(name).is_absolute() or not file.resolve().is_relative_to(folder.resolve()):
            raise MappingError(f"{path}: the code table should lie beside the mapping")
        tables[name] = codes.read_table(file, path)
    return tables


def check_codes(
    document: "Document", standard: Standard, tables: Mapping[str, codes.CodeTable]
) -> None:
    """Raise `MappingError` where a code, or several of them, cannot stand in its field."""
    for use in uses(document, standard):
        rule, field = use.rule, use.field
        known = codes.known_codes(standard, field)
        closed = bool(known) and not field.codelist_open and field.type != "language"
        named: list[tuple[str, Iterable[str]]] = []
        if rule.codes is not None and rule.codes != "standard":
            table = tables[rule.codes]
            if field.type != "list" and any(len(several) > 1 for several in table.codes.values()):
                raise MappingError(
                    f"{use.path}.codes: one text has several codes, and this no list"
                )
            named.append(("codes", (code for several in table.codes.values() for code in several)))
        if rule.unknown not in {None, "report", "keep-out"}:
            named.append(("unknown", [rule.unknown or ""]))
        if rule.constant is not None:
            whole = rule.constant.split(";") if field.type == "list" else [rule.constant]
            named.append(("constant", whole))
        for key, found in named if closed else ():
            for code in found:
                if code not in known:
                    near = nearest(code, known)
                    where = f"the codelist {field.codelists[0]}"
                    raise MappingError(f"{use.path}.{key}: {shown(code)} is not in {where}{near}")


def _nested(use: Use) -> Iterator[Use]:
    yield use
    for number, branch in enumerate(use.rule.case or (), start=1):
        path = f"{use.path}.case[{number}].then"
        yield from _nested(Use(path, use.table, use.field, use.block, branch.then))
    if use.rule.otherwise is not None:
        path = f"{use.path}.otherwise"
        yield from _nested(Use(path, use.table, use.field, use.block, use.rule.otherwise))


def _faults(document: "Document", standard: Standard) -> Iterator[tuple[str, str]]:
    names = [source.name for source in document.source]
    for source in document.source:
        path = f"source.{source.name}"
        if names.count(source.name) > 1:
            yield path, "this name is given twice"
        if source.main is not None and source.main not in standard.tables:
            yield f"{path}.main", f"there is no table {source.main}{_near(source.main, standard)}"
    for number, record in enumerate(document.record, start=1):
        if record.table not in standard.tables:
            fault = f"there is no table {record.table}{_near(record.table, standard)}"
            yield f"record[{number}].table", fault
        yield from _record_faults(f"record[{number}].row", record, standard.tables[record.table])
    yield from _id_faults(document, standard)
    for name in document.table.keys() - standard.tables.keys():
        yield f"table.{name}", f"there is no such table{_near(name, standard)}"
    for name, blocks in document.table.items():
        for number, block in enumerate(blocks, start=1):
            path = block_path(name, number, len(blocks))
            yield from _block_faults(path, block, standard.tables[name], document)
    for source in document.source:
        yield from _main_faults(source.name, source.main, document)


def _near(name: str, standard: Standard) -> str:
    return nearest(name, standard.tables)


def _record_faults(path: str, record: "Record", table: Table) -> Iterator[tuple[str, str]]:
    for name in record.row:
        if name not in table.fields:
            near = nearest(name, table.fields)
            yield f"{path}.{name}", f"{table.name} has no such field{near}"
    for name in table.primary_key:
        if not record.row.get(name):
            yield path, f"the row needs {name}"


def _id_faults(document: "Document", standard: Standard) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the ids of rows that the mapping itself gives."""
    seen: set[tuple[str, str]] = set()
    for number, record in enumerate(document.record, start=1):
        table = standard.tables[record.table]
        for key in table.primary_key if len(table.primary_key) == 1 else ():
            own, path = record.row[key], f"record[{number}].row.{key}"
            if (table.name, own) in seen:
                yield path, "this id is given twice"
            seen.add((table.name, own))
            pattern = table.fields[key].pattern or ".*"
            prefix = f"{document.descriptor.prefix}-" if has_prefix(table) else ""
            fits = re.fullmatch(pattern, own) and len(own) <= LONGEST
            if not fits or not own.startswith(prefix):
                yield path, f"this is no id that begins with {prefix}"


def _block_faults(
    path: str, block: "Block", table: Table, document: "Document"
) -> Iterator[tuple[str, str]]:
    names = [source.name for source in document.source]
    if block.from_ not in names:
        yield f"{path}.from", f"there is no source {block.from_}{nearest(block.from_, names)}"
    for name in block.fields:
        if name not in table.fields:
            yield f"{path}.fields.{name}", f"there is no such field{nearest(name, table.fields)}"
    for name in table.primary_key:
        if name not in block.fields:
            yield f"{path}.fields", f"{name} is needed, by which rows are told apart"
    if len(table.primary_key) == 1 and refers(block.fields[table.primary_key[0]]):
        yield f"{path}.fields.{table.primary_key[0]}", "an id cannot be a reference"


def _main_faults(name: str, main: str | None, document: "Document") -> Iterator[tuple[str, str]]:
    if main is None:
        return
    blocks = [block for block in document.table.get(main, []) if block.from_ == name]
    if len(blocks) != 1:
        yield f"source.{name}.main", f"exactly one block of table.{main} should be from {name}"
    elif blocks[0].distinct is not None or blocks[0].unpivot is not None:
        yield f"source.{name}.main", "a record that is a row can be neither distinct nor unpivot"


def _rule_faults(use: Use, document: "Document") -> Iterator[tuple[str, str]]:
    rule, field = use.rule, use.field
    slug = rule.slug is not None or makes_slug(rule.template or "")
    if slug and use.table.kind in _ABOUT_PEOPLE:
        yield "", "an id of this table must not be made of a name"
    if field.type != "list":
        if rule.split is not None:
            yield "split", f"{field.name} is no list"
        if rule.columns is not None:
            yield "columns", f"{field.name} is no list; name columns in column"
    if rule.origin in {"constant", "case"} and (rule.repair or rule.missing):
        yield "repair" if rule.repair else "missing", "this goes with a rule that reads a column"
    if rule.codes == "standard" and not field.codelists:
        yield "codes", f"{field.name} has no codes in the standard"
    if rule.unknown == "keep-out" and use.block.unpivot is not None:
        yield "unknown", "a cell of many columns cannot keep out its record"
    if rule.date is not None and (fault := dates.fault(rule.date)):
        yield "date", fault
    yield from _origin_faults(use, document)


def _origin_faults(use: Use, document: "Document") -> Iterator[tuple[str, str]]:
    rule = use.rule
    sources = [source.name for source in document.source]
    if rule.lookup is not None and rule.lookup not in sources:
        yield "lookup", f"there is no source {rule.lookup}{nearest(rule.lookup, sources)}"
    if rule.reference is not None:
        if rule.reference not in document.table:
            near = nearest(rule.reference, document.table)
            yield "reference", f"no block makes rows of {rule.reference}{near}"
        elif not any(_has_names(block) for block in document.table[rule.reference]):
            yield (
                "reference",
                f"no block of {rule.reference} is distinct by a column, or has a slug",
            )
        if _later_steps(rule):
            yield "", "a reference takes no step but repair and missing"
    if any(each.unknown == "keep-out" for each in nested(rule)) and refers(rule):
        yield "unknown", "what refers to another table cannot keep out its record"


def _has_names(block: "Block") -> bool:
    return block.distinct is not None or any(r.slug is not None for r in block.fields.values())


def _later_steps(rule: "Rule") -> bool:
    steps = (rule.split, rule.codes, rule.date, rule.decimal, rule.truncate)
    return any(step is not None for step in steps)
