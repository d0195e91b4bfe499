"""Tables of others, read and checked, and read once more as they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from openinnov.exceptions import RefusedError, SubmissionError
from openinnov.foreign_table import ForeignPackage, ForeignTable, is_ours
from openinnov.publication.refusal import refuse_errors
from openinnov.reading import read_parts
from openinnov.reading.foreign import Described, tables_of, with_schemas
from openinnov.reading.headings import shown
from openinnov.reading.intake import Part
from openinnov.reading.package import load_descriptor
from openinnov.standard import Standard, Table
from openinnov.submission import Submission
from openinnov.validation import validate

#: The formats that are taken.
FORMATS = (".csv", ".tsv")
#: What is no error where data are checked, but would be lost where they are written anew.
_LOSSES = frozenset(
    {"ambiguous-number", "blank-label", "misplaced-header", "number-in-text", "precision-lost"}
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Tables of others that were found valid, with what describes them."""

    #: The cells as they stand, also where one holds the mark of a missing value.
    submission: Submission
    #: The properties of the data package, but its resources.
    properties: Mapping[str, Any]
    #: The properties of each resource.
    resources: Mapping[str, Mapping[str, Any]]
    schemas: Mapping[str, Mapping[str, Any]]
    #: The fields whose pattern was not checked, each with its table.
    unchecked: tuple[tuple[str, str], ...]
    #: How many rows without a value were left out.
    blank: int

    def marks(self, table: str, field: str) -> tuple[str, ...]:
        """Return the texts that stand where a value of a field is missing."""
        form = self.submission.standard.tables[table].fields[field].form
        return form.missing if form else ()


def load(source: ForeignPackage, *, encoding: str | None) -> Loaded:
    """Read tables and check them by their schemas.

    Raises `RefusedError` where there are errors, or something would be lost.
    """
    document = load_descriptor(source.descriptor) if source.descriptor else {}
    described = _described(source, document)
    _refuse_what_is_ours(described, document)
    _refuse_what_is_left_over(described)
    parts = [replace(part, encoding=part.encoding or encoding) for part in described.parts]
    submission = read_parts(described.standard, parts)
    _refuse_unknown(submission)
    refuse_errors(validate(submission, samples=0), also=_LOSSES)
    whole = _whole(submission, parts)
    listed = document.get("resources", ())
    return Loaded(
        submission=replace(whole, standard=described.standard),
        properties={key: value for key, value in document.items() if key != "resources"},
        resources={str(each.get("name")): each for each in listed},
        schemas=described.schemas,
        unchecked=described.standard.unchecked,
        blank=sum(each.quarantined for each in whole.sources),
    )


def _described(source: ForeignPackage, document: Mapping[str, Any]) -> Described:
    if source.descriptor is not None:
        return tables_of(document, source.descriptor, FORMATS)
    return with_schemas(list(zip(source.paths, source.schemas, strict=True)), FORMATS)


def _refuse_what_is_ours(described: Described, document: Mapping[str, Any]) -> None:
    for part in described.parts:
        ForeignTable(part.path, public_data=True)  # Each file is looked at, not the first alone.
    if is_ours([document, *described.schemas.values()]):
        raise RefusedError(
            "a schema belongs to our standard; such data go through openinnov publish, which "
            "protects them"
        )


def _refuse_what_is_left_over(described: Described) -> None:
    # The Parquet file beside a table is written anew.
    twins = {f"{table}.parquet" for table in described.schemas}
    others = [name for name in described.others if name not in twins]
    if others or not described.parts:
        names = ", ".join(others)
        raise SubmissionError(
            f"no schema describes {names or 'any table'}, so it would be left out: give each "
            "resource a schema, or take it out of the description"
        )
    for table in described.standard.tables.values():
        for key in table.foreign_keys:
            if key.table not in described.standard.tables:
                raise SubmissionError(
                    f"{shown(table.name)}: foreignKeys: there is no table {shown(key.table)} in "
                    "the package: add it, or take out the key"
                )


def _refuse_unknown(submission: Submission) -> None:
    for each in submission.unknown:
        raise RefusedError(
            f"{each.source}: its schema has no field {shown(each.heading or '')}, so the column "
            "would be left out: add the field, or remove the column"
        )


def _whole(submission: Submission, parts: Sequence[Part]) -> Submission:
    """Return tables of which no cell is emptied because it holds the mark of a missing value."""
    standard = submission.standard
    tables = {name: _without_marks(table) for name, table in standard.tables.items()}
    if tables == standard.tables:
        return submission
    return read_parts(_with_tables(standard, tables), parts)


def _with_tables(standard: Standard, tables: Mapping[str, Table]) -> Standard:
    return replace(standard, tables=tables)


def _without_marks(table: Table) -> Table:
    return replace(
        table,
        fields={
            name: replace(field, form=replace(field.form, missing=("",)))
            if field.form and any(field.form.missing)
            else field
            for name, field in table.fields.items()
        },
    )
