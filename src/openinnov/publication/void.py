"""What the linked data of a release hold, counted: statements, records, classes and properties.

The counts are those of ``rdf/data.nq``, whose lines are the statements. Each partition is a
fragment of the IRI of the data set. Specification: Describing Linked Datasets with the VoID
Vocabulary, W3C Interest Group Note 2011.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from openinnov.derived.ordered_graph import Name, Statement, Text
from openinnov.publication import iris
from openinnov.publication.files import File
from openinnov.standard import Standard
from openinnov.submission import Submission

PREFIXES = {"void": "http://rdfs.org/ns/void#", "formats": "http://www.w3.org/ns/formats/"}
#: What a file of linked data of each ending offers.
_FEATURES = {".jsonld": "JSON-LD", ".nq": "N-Quads", ".trig": "TriG", ".ttl": "Turtle"}
#: What the files are called that hold all statements; others hold those of a table.
_WHOLE = "data"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
# IRIs hold no blank, so that the first two blanks of a line part its terms.
_COUNTS = """
SELECT predicate, class, count(*), count(DISTINCT subject) FROM (
    SELECT
        split_part(line, ' ', 1) AS subject,
        split_part(line, ' ', 2) AS predicate,
        CASE WHEN predicate = ? THEN split_part(line, ' ', 3) END AS class
    FROM quads
)
GROUP BY GROUPING SETS ((predicate, class), ()) ORDER BY ALL
"""
#: More bytes than the longest line has.
_BLOCK = 16 << 20


def statements(
    submission: Submission, directory: Path, files: Sequence[File]
) -> Iterator[Statement]:
    """Yield what is in the linked data that were written so far, if N-Quads are among them."""
    dataset = iris.dataset(submission)
    dumps = {file.path: file for file in files if file.suffix in _FEATURES}
    quads = [path for path, file in dumps.items() if file.suffix == ".nq"]
    if not quads:
        return
    yield dataset, "rdf:type", Name("void:Dataset")
    yield dataset, "void:uriSpace", Text(f"{iris.base(submission)}/")
    for path, file in sorted(dumps.items()):
        if file.stem == _WHOLE:
            yield dataset, "void:dataDump", f"{dataset}/{path}"
        yield dataset, "void:feature", Name(f"formats:{_FEATURES[file.suffix]}")
    yield from _counted(submission, directory / quads[0])


def _counted(submission: Submission, file: Path) -> Iterator[Statement]:
    standard, dataset = submission.standard, iris.dataset(submission)
    total, subjects = 0, 0
    entities: dict[str, int] = {}
    triples: Counter[str] = Counter()
    for predicate, kind, number, records in _counts(submission, file):
        if predicate is None:
            total, subjects = number, records
            continue
        triples[predicate[1:-1]] += number
        if kind is not None:
            entities[kind[1:-1]] = records
    yield dataset, "void:triples", _number(total)
    yield dataset, "void:distinctSubjects", _number(subjects)
    yield dataset, "void:entities", _number(subjects)
    yield dataset, "void:properties", _number(len(triples))
    yield dataset, "void:classes", _number(len(entities))
    for sort, counted, found in (("class", "entities", entities), ("property", "triples", triples)):
        for iri, number in found.items():
            node = f"{dataset}#{sort}-{_name(standard, iri)}"
            yield dataset, f"void:{sort}Partition", node
            yield node, f"void:{sort}", iri
            yield node, f"void:{counted}", _number(number)
    for start in sorted({_start(standard, iri) for iri in (*entities, *triples)}):
        yield dataset, "void:vocabulary", start


def _counts(
    submission: Submission, file: Path
) -> Sequence[tuple[str | None, str | None, int, int]]:
    """Return statements and subjects of each property and class, and of all together."""
    from pyarrow import csv

    lines = csv.open_csv(
        file,
        read_options=csv.ReadOptions(column_names=["line"], block_size=_BLOCK),
        parse_options=csv.ParseOptions(delimiter="\x01", quote_char=False, double_quote=False),
        convert_options=csv.ConvertOptions(column_types={"line": "string"}),
    )
    database = submission.connection.cursor()
    try:
        database.register("quads", lines)
        found: list[tuple[str | None, str | None, int, int]]
        found = database.execute(_COUNTS, [_TYPE]).fetchall()
        return found
    finally:
        database.close()


def _number(number: int) -> Text:
    return Text(str(number), datatype="xsd:integer")


def _start(standard: Standard, iri: str) -> str:
    """Return the IRI with which the terms of a vocabulary of the standard begin."""
    starts = [each for each in standard.prefixes.values() if iri.startswith(each)]
    return max(starts, key=len, default=iri)


def _name(standard: Standard, iri: str) -> str:
    """Return a compact IRI as it stands in a fragment."""
    start = _start(standard, iri)
    prefix = next(name for name, each in standard.prefixes.items() if each == start)
    return f"{prefix}-{iri.removeprefix(start)}"
