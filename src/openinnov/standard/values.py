"""What a standard is made of: frozen values, none of which knows how it is read or used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from openinnov.exceptions import UnknownNameError
from openinnov.standard.cube import Cube

#: The privacy classes of fields, from the most open to the most closed.
CLASSES = ("public", "quasi-identifier", "sensitive", "direct-identifier", "restricted")
QUASI_IDENTIFIER = CLASSES[1]
SENSITIVE = CLASSES[2]
DIRECT_IDENTIFIER = CLASSES[3]
#: The kinds of tables, which say how protection treats a row.
KINDS = ("register", "aggregate", "microdata", "personal", "intake", "annotation")
AGGREGATE = KINDS[1]
#: What a finding says of the data, from the gravest, and which side of their quality it is about.
SEVERITIES = ("error", "warning", "info")
CARDS = ("validity", "accuracy", "usefulness", "privacy")
#: What a code is: in use, valid up to a day, or another way to write a code.
CODE_STATUSES = ("active", "withdrawn", "alias")
#: The profiles of a release, from the most open hand to the most closed one.
PROFILES = ("internal", "partner", "public")
#: How the columns of a file and the fields of a table have to agree. "exact": the same, in the same
#: order; "equal": the same; "subset": each field has a column; "superset": each column has a field,
#: "partial": one field at least has a column.
FIELDS_MATCH = ("exact", "equal", "subset", "superset", "partial")


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of a codelist."""

    code: str
    title: str
    definition: str
    #: One of `CODE_STATUSES`: valid, valid up to `valid_to`, or never valid (see `replaced_by`).
    status: str
    valid_from: str
    valid_to: str
    replaced_by: str
    #: The IRI that stands for the code in linked data, or "" for one under the standard's own base.
    iri: str


@dataclass(frozen=True, slots=True)
class Codelist:
    """The codes that a field may hold."""

    name: str
    title: str
    codes: Mapping[str, Code]

    @property
    def valid(self) -> tuple[str, ...]:
        """The codes that a cell may hold: all but the aliases."""
        return tuple(code.code for code in self.codes.values() if code.status != "alias")


@dataclass(frozen=True, slots=True)
class Reference:
    """The field of a table that another field names."""

    table: str
    field: str
    #: Whether the record may belong to another publisher, so that it need not be in the package.
    external: bool


@dataclass(frozen=True, slots=True)
class Form:
    """What the field of another's Table Schema states that no field of the standard does."""

    #: The pattern of its values, without anchors; none if every text is one.
    guard: str | None
    #: What stands where a value is missing, besides the empty cell.
    missing: tuple[str, ...] = ()
    #: The bound of each check of bounds, such as "exclusive-maximum", as a cell would write it.
    bounds: Mapping[str, str] = field(default_factory=dict)
    #: Lists of the values that a cell may have, in each of which it has to be.
    enums: tuple[tuple[str, ...], ...] = ()
    true_values: tuple[str, ...] = ()
    false_values: tuple[str, ...] = ()
    #: What stands between the items of a list.
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table."""

    name: str
    #: One of the thirteen types of the standard, such as "partial_date"; if it has a form, one of
    #: the types of Table Schema, or one of the formats of its texts.
    type: str
    title: str
    description: str
    #: One of `CLASSES`.
    privacy: str
    required: bool = False
    #: Whether the standard requires it, but a release may leave it empty and say so in a notice.
    waived: bool = False
    recommended: bool = False
    unique: bool = False
    #: What the whole cell, or each item of a list, has to match; without anchors.
    pattern: str | None = None
    #: A text that matches the pattern; it stands for nothing and nobody.
    example: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    exclusive_minimum: Decimal | None = None
    #: The codelists from which the codes come: its own, then those that it knows as well.
    codelists: tuple[str, ...] = ()
    codelist_open: bool = False
    reference: Reference | None = None
    translatable: bool = False
    #: Whether people write here in their own words, so that texts are scrubbed before they leave.
    free_text: bool = False
    #: Whether it counts people, so that small numbers are withheld.
    count: bool = False
    #: "union" where merging unites lists; otherwise a cell is taken whole from one feed.
    merge: str | None = None
    #: The name of the hierarchy by which protection coarsens it.
    hierarchy: str | None = None
    #: The RDF predicates, as compact IRIs.
    properties: tuple[str, ...] = ()
    #: What it states besides, if it is a field of another's Table Schema.
    form: Form | None = None

    @property
    def delimiter(self) -> str:
        """What stands between the items of a list."""
        return ";" if self.form is None else self.form.delimiter

    @property
    def closed(self) -> bool:
        """Whether a list names all codes; of languages there are more tags than one can name."""
        listed = bool(self.codelists) and "language" not in self.codelists
        return listed and not self.codelist_open


@dataclass(frozen=True, slots=True)
class Consent:
    """The fields of a table that say whether a row may be used."""

    status: str
    on: str
    basis: str | None = None
    scope: str | None = None
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Individual:
    """Which rows of a table are about one person, so that their class depends on the row."""

    #: The field that is true in such a row.
    when: str
    #: The fields that identify the person, whatever their own class.
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A triple that a row of a table gives besides its own node."""

    #: The field whose reference is the subject.
    subject: str
    #: The predicate, as compact IRI.
    property: str
    #: The field whose value is the object.
    object: str


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Fields of a table that together name a record of a table."""

    fields: tuple[str, ...]
    table: str
    #: The fields of that table, in the same order.
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the standard."""

    name: str
    title: str
    description: str
    #: One of `KINDS`.
    kind: str
    #: The RDF classes of a row, as compact IRIs.
    classes: tuple[str, ...]
    #: The template of a row's IRI, such as ``{base}/organization/{id}``.
    subject: str
    required: bool
    consent: Consent | None
    individual: Individual | None
    #: The field that tells the language of the texts of a row, if it is not that of the package.
    language: str | None
    shortcut: Shortcut | None
    primary_key: tuple[str, ...]
    fields: Mapping[str, Field]
    #: How columns and fields have to agree, one of `FIELDS_MATCH`.
    fields_match: str = "superset"
    #: Fields that say what the numbers of people in a row are about, whatever group is counted.
    observed: tuple[str, ...] = ()
    cube: Cube | None = None
    #: Fields whose values together stand in one row only, besides the primary key.
    unique_keys: tuple[tuple[str, ...], ...] = ()
    #: References that another's Table Schema states; those of the standard stand in the fields.
    foreign_keys: tuple[ForeignKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A demand that each reader or each field makes, compiled from the fields of the standard."""

    name: str
    #: One of `SEVERITIES`.
    severity: str
    #: One of `CARDS`.
    card: str
    sentence: str
    why: str
    fix: str
    #: Whether a record with such a finding has lost its shape, so that it counts as quarantined.
    quarantines: bool = False


@dataclass(frozen=True, slots=True)
class Rule(Check):
    """A demand on the data that no single field can state."""

    #: What the rule passes over, in the order of the numbers that its query cites.
    ignored: tuple[str, ...] = ()
    #: SQL over the typed tables: the table, row, field and value of each breach.
    query: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """A version of the standard."""

    name: str
    title: str
    version: str
    #: The IRI before the terms of the vocabulary, the records and the codes.
    namespace: str
    base: str
    code_base: str
    prefixes: Mapping[str, str]
    tables: Mapping[str, Table]
    codelists: Mapping[str, Codelist]
    rules: Mapping[str, Rule]
    #: The compiled checks, and those that readers make.
    checks: Mapping[str, Check]
    #: The folder that all this was read from.
    root: Path
    #: Whether it is another than the one that this package ships, so that nobody has tested it.
    foreign: bool = False
    #: Whether it is made of the Table Schemas of others: then it says nothing of publishing.
    generic: bool = False
    #: The SHA-256 of those Table Schemas.
    digest: str = ""
    #: The table and the field of each pattern that programs read differently.
    unchecked: tuple[tuple[str, str], ...] = ()

    def table(self, name: str) -> Table:
        """Return a table, or raise `UnknownNameError`."""
        if name not in self.tables:
            raise UnknownNameError(f"the standard has no table {name}")
        return self.tables[name]

    def check(self, name: str) -> Check:
        """Return a compiled check or a rule, or raise `UnknownNameError`."""
        check = self.checks.get(name) or self.rules.get(name)
        if check is None:
            raise UnknownNameError(f"the standard has no rule {name}")
        return check

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages into which texts of the standard are translated, English first."""
        names = {file.stem for file in (self.root / "translations").glob("*.csv")}
        return ("en", *sorted(names - {"en"}))

    @property
    def report_languages(self) -> tuple[str, ...]:
        """The languages in which a report can be written, English first."""
        return tuple(each for each in self.languages if self.reports_in(each))

    def reports_in(self, language: str) -> bool:
        """Say whether a language has every word of every check and rule.

        English has; most others have titles of codes alone, which make no report.
        """
        named = (("check", self.checks), ("rule", self.rules))
        parts = ("sentence", "why", "fix")
        words = {f"{kind}/{name}/{part}" for kind, of in named for name in of for part in parts}
        return language == "en" or words <= self.texts(language).keys()

    def texts(self, language: str) -> Mapping[str, str]:
        """Return the texts of a language by key, such as ``field/need/title/title``.

        Those of English are messages alone; its other texts stand where what they are about does.

        Raises `StandardError`, with the file and the line, for a file of other columns.
        """
        return _texts(self.root, language)

    def sha256(self, file: str | None = None) -> str:
        """Return the SHA-256 of one of the standard's files, or of all their names and hashes."""
        return self.digest if self.digest and file is None else _hash(self.root, file)

    def hierarchy(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """Return what stands for each value at level 1, 2, … of a hierarchy; the last is ``*``."""
        return _hierarchy(self.root, name)

    def schema(self, table: str) -> dict[str, Any]:
        """Return a fresh copy of the Table Schema of a table, as it stands in its file."""
        import json

        schema: dict[str, Any] = json.loads((self.root / f"{table}.json").read_text("utf-8"))
        return schema


@cache
def _texts(root: Path, language: str) -> Mapping[str, str]:
    from openinnov.standard.files import read_cells

    file = root / "translations" / f"{language}.csv"
    if not file.is_file():
        return {}
    rows = read_cells(file, f"translations/{file.name}", ("key", "text"))
    return {key: text for key, text, *_ in rows}


@cache
def _hash(root: Path, file: str | None) -> str:
    import hashlib

    if file is not None:
        return hashlib.sha256((root / file).read_bytes()).hexdigest()
    names = sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
    lines = "".join(f"{_hash(root, name)}  {name}\n" for name in names)
    return hashlib.sha256(lines.encode()).hexdigest()


@cache
def _hierarchy(root: Path, name: str) -> Mapping[str, tuple[str, ...]]:
    import csv

    text = (root / "hierarchies" / f"{name}.csv").read_text("utf-8")
    return {value: tuple(levels) for value, *levels in csv.reader(text.splitlines()[1:])}
