"""Check a corpus beside frictionless and beside DuckDB's own count of its lines.

``python benchmarks/conformance.py [RECORDS]`` makes the table of ``corpus.py``, checks it with both
tools, compares what they find with the ledger, and prints times, memory and ratios. frictionless
takes its time, so by default it is asked about the first 100,000 records alone.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import corpus
from run import BIN, measure

#: frictionless, told not to guess: an encoding and a dialect for each file, and no limit.
_PEER = """
import json, sys
from frictionless import Package
descriptor = json.load(open("datapackage.json", encoding="utf-8"))
csv = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False}
for resource in descriptor["resources"]:
    resource["dialect"] = {"headerRows": [1], "csv": csv}
report = Package.from_descriptor(descriptor).validate(limit_errors=10**9)
(task,) = (task for task in report.tasks if task.name == "innovations")
found = task.flatten(["type", "rowNumber", "fieldName", "note"])
json.dump(found, sys.stdout)
"""
_FLOOR = """
import duckdb
cells = "read_csv('innovations.csv', all_varchar=true, header=true)"
duckdb.connect(config={"threads": 2}).sql(f"SELECT count(*) FROM {cells}").fetchall()
"""
_NAMES = {"type-error": "type"}
_FIELDS = {"primary-key": "innovation_id", "foreign-key": "org_id"}
#: The constraint that a note of frictionless speaks of, and our check of the same.
_CONSTRAINTS = {
    "enum": "enum",
    "maxLength": "max-length",
    "maximum": "maximum",
    "minimum": "minimum",
    "pattern": "pattern",
    "required": "required",
}


def ours(folder: Path) -> Counter[tuple[str, int, str | None]]:
    """Return what openinnov finds, as a multiset of check, record and field."""
    import pyarrow.parquet as pq

    target = folder.parent / "findings.parquet"  # Nothing is written among what is read.
    target.unlink(missing_ok=True)
    command = [str(BIN / "openinnov"), "validate", "datapackage.json"]
    subprocess.run(
        [*command, "--output", f"findings={target}"], cwd=folder, check=False, capture_output=True
    )
    table = pq.read_table(target, columns=["rule", "row", "field"]).to_pylist()
    return Counter((each["rule"], each["row"], each["field"]) for each in table)


def peer(folder: Path) -> Counter[tuple[str, int, str | None]]:
    """Return what frictionless finds, under our names of its checks."""
    done = subprocess.run(
        [sys.executable, "-c", _PEER], cwd=folder, check=True, capture_output=True, text=True
    )
    found: Counter[tuple[str, int, str | None]] = Counter()
    for kind, row, name, note in json.loads(done.stdout):
        check = _NAMES.get(kind, kind)
        if kind == "constraint-error":
            check = next(ours for word, ours in _CONSTRAINTS.items() if f'"{word}' in note)
        found[check, row, _FIELDS.get(kind, name)] += 1
    return found


def compare(folder: Path, records: int) -> None:
    """Compare both with the ledger, and their times."""
    made = corpus.write(folder / "peer", min(records, 100_000), ragged=True)
    expected = Counter(made.ledger)
    mine, other = ours(made.folder), peer(made.folder)
    print(f"records: {made.records:,}; faults in the ledger: {sum(expected.values()):,}")
    print(f"openinnov differs from the ledger in {_differences(mine, expected)}")
    print(f"frictionless differs from the ledger in {_differences(other, expected)}")
    command = [str(BIN / "openinnov"), "validate", "datapackage.json"]
    own = measure(command, made.folder)
    theirs = measure([sys.executable, "-c", _PEER], made.folder)
    print(
        f"openinnov {own[0]:.2f} s, frictionless {theirs[0]:.2f} s: {theirs[0] / own[0]:.0f} times"
    )


def large(folder: Path, records: int) -> None:
    """Measure many records, beside DuckDB's count of the same file, and with hardly one good."""
    for word, chance in (
        ("faults are rare", corpus.RARE),
        ("hardly a record is good", corpus.COMMON),
    ):
        made = corpus.write(folder / word.replace(" ", "-"), records, chance=chance)
        command = [str(BIN / "openinnov"), "validate", "datapackage.json"]
        target = folder / "report.json"
        seconds, memory = measure([*command, "--output", f"json={target}"], made.folder)
        floor, _ = measure([sys.executable, "-c", _FLOOR], made.folder)
        print(
            f"{records:,} records, {word}: {seconds:.1f} s, {memory:.0f} MiB, "
            f"{seconds / floor:.1f} times a count by DuckDB ({floor:.2f} s); "
            f"report: {target.stat().st_size / 1e6:.2f} MB; "
            f"findings: {len(made.ledger):,}"
        )


def _differences(found: Counter[object], expected: Counter[object]) -> str:
    more, less = found - expected, expected - found
    kinds = Counter(each[0] for each in [*more, *less])  # type: ignore[index]
    return f"{more.total() + less.total():,} findings {dict(kinds) or ''}".rstrip()


if __name__ == "__main__":
    RECORDS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), RECORDS)
        large(Path(name), RECORDS)
