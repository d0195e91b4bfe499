"""Measure anonymization and risk on the Adult census records, beside anjana and pycanon.

``python benchmarks/privacy.py ADULT [--peer PYTHON] [--rows N …]`` takes the folder of the records
with their hierarchies, the interpreter of an environment in which anjana (which brings pycanon) is
installed, by default this one, and sizes of generated tables. It prints tables of Markdown. Times
of peers are of one run, ours the median of seven around it; what counts is the ratio.
"""

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from openinnov.protection import anonymization as an
from openinnov.protection import risk

FIELDS = (
    "sex",
    "age",
    "race",
    "marital-status",
    "education",
    "native-country",
    "workclass",
    "occupation",
    "salary-class",
)
FIVE = FIELDS[:5]
LIMITS = (0.0, 0.04, 1.0)
ROUNDS = 7

_ANJANA = """
import json, sys, time
import pandas as pd
from anjana.anonymity import k_anonymity
folder, *fields = sys.argv[1:]
data = pd.read_csv(f"{folder}/adult.csv", sep=";", dtype=str)
levels = {
    name: dict(pd.read_csv(f"{folder}/adult_hierarchy_{name}.csv", sep=";", header=None, dtype=str))
    for name in fields
}
for limit in (0, 4, 100):
    start = time.perf_counter()
    found = k_anonymity(data, [], fields, 5, limit, levels)
    seconds = time.perf_counter() - start
    node = [
        next(n for n, texts in levels[name].items() if set(found[name]) <= set(texts))
        for name in fields
    ]
    print(json.dumps([seconds, node, len(data) - len(found)]))
"""
_PYCANON = """
import json, sys, time
import pandas as pd
from pycanon import anonymity
folder, sensitive, *fields = sys.argv[1:]
data = pd.read_csv(f"{folder}/adult.csv", sep=";", dtype=str)
ask = (data, fields, [sensitive])
measures = {
    "k": lambda: anonymity.k_anonymity(data, fields),
    "alpha": lambda: anonymity.alpha_k_anonymity(*ask)[0],
    "distinct l": lambda: anonymity.l_diversity(*ask),
    "entropy l, rounded down": lambda: anonymity.entropy_l_diversity(*ask),
    "recursive c": lambda: anonymity.recursive_c_l_diversity(*ask)[0],
    "basic beta": lambda: anonymity.basic_beta_likeness(*ask),
    "enhanced beta": lambda: anonymity.enhanced_beta_likeness(*ask),
    "t": lambda: anonymity.t_closeness(*ask),
    "delta": lambda: anonymity.delta_disclosure(*ask),
}
start = time.perf_counter()
found = {name: float(measure()) for name, measure in measures.items()}
print(json.dumps([time.perf_counter() - start, found]))
"""


class Adult:
    """The records, as codes of their hierarchies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hierarchies = {
            name: an.from_lines(
                {value: tuple(levels) for value, *levels in self._rows(f"adult_hierarchy_{name}")}
            )
            for name in FIELDS
        }
        header, *rows = self._rows("adult")
        self.texts = dict(zip(header, zip(*rows, strict=True), strict=True))

    def _rows(self, name: str) -> list[list[str]]:
        with (self.folder / f"{name}.csv").open(encoding="ascii", newline="") as file:
            return list(csv.reader(file, delimiter=";"))

    def problem(self, quasi: tuple[str, ...], sensitive: str | None = None) -> an.Problem:
        """Return the records as a problem."""
        codes = {name: self.hierarchies[name].encode(self.texts[name]) for name in FIELDS}
        chosen = []
        if sensitive:
            made = self.hierarchies[sensitive]
            chosen = [(an.Attribute(sensitive, made.labels[0], made), codes[sensitive])]
        fields = [(an.Field(name, self.hierarchies[name]), codes[name]) for name in quasi]
        return an.problem(fields, np.ones(len(codes["age"]), np.int64), chosen)


def median(work: Callable[[], object]) -> float:
    """Return the median of the seconds that some runs take."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def ask(peer: str, code: str, *arguments: str) -> list[object] | None:
    """Return what a script prints in the interpreter of the peer, or `None` if it is not there."""
    command = [peer, "-W", "ignore", "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print("The peer is not there, or fails:", done.stderr.strip().splitlines()[-1:])
        return None
    return [json.loads(line) for line in done.stdout.splitlines()]


def optimum(adult: Adult, peer: str) -> None:
    """Compare the best node with that of anjana, at three limits."""
    problem = adult.problem(FIELDS)
    gauge = an.Loss().gauge(problem, 5)
    theirs = ask(peer, _ANJANA, str(adult.folder), *FIELDS)
    print("\n| k = 5, nine fields, rows that may go | loss | rows gone | seconds | checked |")
    print("| --- | --- | --- | --- | --- |")
    for place, limit in enumerate(LIMITS):
        work = partial(an.search, problem, [an.KAnonymity(5)], limit=limit)
        found, seconds = work(), median(work)
        print(
            f"| {limit:.0%}, ours | {found.loss[0]:.6f} | {found.suppressed_rows} | "
            f"{seconds:.3f} | {found.checked} of {found.nodes} |"
        )
        if theirs:
            spent, node, gone = theirs[place]
            classes = an.classes(problem, tuple(node))
            fails = classes.rows < 5
            low, penalty = gauge.low(node, classes), gauge.penalty(node, classes, fails)
            loss = gauge.loss(low, penalty, classes, fails)[0]
            print(f"| {limit:.0%}, anjana | {loss:.6f} | {gone} | {spent:.1f} | – |")
            print(f"| ratio | {found.loss[0] / loss:.2f} | | {seconds / spent:.4f} | |")


def measures(adult: Adult, peer: str, quasi: tuple[str, ...], sensitive: str) -> None:
    """Compare all measures with those of pycanon, and time those that it has not."""
    asked = ask(peer, _PYCANON, str(adult.folder), sensitive, *quasi)

    def ours() -> dict[str, float]:
        classes = an.classes(problem, (0,) * len(quasi))
        (found,) = risk.reached(problem, classes)
        return {
            "k": risk.k_reached(classes),
            "alpha": found.alpha,
            "distinct l": found.distinct_l,
            "entropy l, rounded down": int(found.entropy_l + 1e-9),
            "recursive c": found.recursive_c,
            "basic beta": found.beta,
            "enhanced beta": found.enhanced_beta,
            "t": found.t_equal,
            "delta": found.delta,
        }

    def others() -> None:
        classes = an.classes(problem, (0,) * len(quasi))
        persons = classes.rows * 10.0
        risk.prosecutor(classes.rows)
        risk.journalist(classes.rows, persons)
        risk.marketer(classes.rows, persons)
        risk.global_risk(classes.rows, risk.individual(classes.rows, persons))
        risk.field_sets([levels[0] for levels in problem.columns], problem.rows)

    problem = adult.problem(quasi, sensitive)
    found = ours()
    arrays, whole, rest = (
        median(work) for work in (lambda: adult.problem(quasi, sensitive), ours, others)
    )
    print(f"\n| {len(quasi)} fields and {sensitive} | ours | pycanon |\n| --- | --- | --- |")
    (spent, theirs) = asked[0] if asked else (float("nan"), {})
    for name, value in found.items():
        print(f"| {name} | {value:.12g} | {theirs.get(name, float('nan')):.12g} |")
    print(f"| seconds | {whole:.3f} | {spent:.1f} |\n| ratio | {whole / spent:.5f} | |")
    print(f"| seconds, the records to arrays | {arrays:.3f} | |")
    print(f"| seconds, risk and sets of fields up to three | {rest:.3f} | |")


def blanks(adult: Adult) -> None:
    """Count the cells that are blanked, in both readings."""
    problem, node = adult.problem(FIVE), (0,) * 5
    print("\n| five fields | reading | cells | rows dropped | seconds |")
    print("| --- | --- | --- | --- | --- |")
    for k, reading in product((2, 3, 5), ("strict", "loose")):
        work = partial(an.local_suppression, problem, node, [an.KAnonymity(k)], reading=reading)
        found, seconds = work(), median(work)
        cells = f"{found.cells} | {found.dropped_rows}"
        print(f"| k = {k} | {reading} | {cells} | {seconds:.3f} |")


def generate(adult: Adult, rows: int, target: Path) -> None:
    """Write records drawn with replacement, of which each cell is drawn anew with p = 0.15."""
    random = np.random.default_rng(20_260_101)
    size = len(adult.texts["age"])
    schema = pa.schema([(name, pa.string()) for name in FIELDS])
    with pq.ParquetWriter(target, schema) as writer:
        for start in range(0, rows, 1_000_000):
            count = min(1_000_000, rows - start)
            drawn = random.integers(0, size, count)
            columns = []
            for name in FIELDS:
                anew = random.random(count) < 0.15
                places = np.where(anew, random.integers(0, size, count), drawn)
                columns.append(pa.array(adult.texts[name]).take(pa.array(places)))
            writer.write_table(pa.table(columns, schema=schema))


def protect(folder: Path, table: Path) -> None:
    """Protect a table from end to end, and print what each step takes."""
    adult = Adult(folder)
    database = duckdb.connect(str(table.with_suffix(".duckdb")))
    database.execute(
        "SET memory_limit = '1GB'; SET threads = 2; SET preserve_insertion_order = false; "
        "SET enable_progress_bar = false"
    )
    database.execute(f"CREATE TABLE records AS FROM '{table}'")
    names = ", ".join(f'"{name}"' for name in FIELDS)
    plain = median(
        lambda: database.execute(f"SELECT {names}, count(*) FROM records GROUP BY ALL").fetchone()
    )
    start = time.perf_counter()
    codes = []
    for name in FIELDS:
        values = ", ".join(f"'{text}'" for text in adult.hierarchies[name].labels[0])
        database.execute(f'CREATE TYPE "h_{name}" AS ENUM ({values})')
        codes.append(f'enum_code("{name}"::"h_{name}")::INTEGER AS "{name}"')
    query = f"SELECT {', '.join(codes)}, count(*) AS n FROM records GROUP BY ALL"
    lines = database.execute(query).fetchnumpy()
    problem = an.problem(
        [(an.Field(name, adult.hierarchies[name]), lines[name]) for name in FIELDS], lines["n"]
    )
    grouped = time.perf_counter() - start
    for limit in LIMITS:
        start = time.perf_counter()
        found = an.search(problem, [an.KAnonymity(5)], limit=limit)
        searched = time.perf_counter() - start
        _write(database, problem, found)
        whole = grouped + time.perf_counter() - start
        print(
            f"| {problem.size:,} | {limit:.0%} | {len(problem.rows):,} | {plain:.2f} | "
            f"{grouped:.2f} | {searched:.2f} | {whole:.2f} | {whole / plain:.1f} | "
            f"{found.checked} |",
            flush=True,
        )


def _write(database: duckdb.DuckDBPyConnection, problem: an.Problem, found: an.Solution) -> None:
    """Make the protected table: what stands for each value, without the dropped classes."""
    shown, joins, gone = [], [], {}
    dropped = np.flatnonzero(~found.kept)
    for place, (field, level) in enumerate(zip(problem.quasi, found.node, strict=True)):
        texts = field.hierarchy.texts(level)
        leaf = problem.axes[place].values[problem.columns[place][0][dropped]]
        labels = field.hierarchy.labels[0]
        gone[field.name] = [texts[labels[code]] for code in leaf]
        if level == 0:
            shown.append(f'records."{field.name}"')
            continue
        pairs = ", ".join(f"('{value}', '{text}')" for value, text in texts.items())
        database.execute(
            f'CREATE OR REPLACE TEMP TABLE "l_{field.name}" AS '
            f"SELECT * FROM (VALUES {pairs}) AS t(value, text)"
        )
        shown.append(f'"l_{field.name}".text AS "{field.name}"')
        joins.append(f'JOIN "l_{field.name}" ON "l_{field.name}".value = records."{field.name}"')
    names = ", ".join(f'"{name}"' for name in FIELDS)
    database.register("gone", pa.table(gone))
    database.execute(
        f"CREATE OR REPLACE TABLE protected AS "
        f"SELECT * FROM (SELECT {', '.join(shown)} FROM records {' '.join(joins)}) AS level "
        f"ANTI JOIN (SELECT DISTINCT * FROM gone) AS gone USING ({names})"
    )
    (rows,) = database.execute("SELECT count(*) FROM protected").fetchone()
    if rows != problem.size - found.suppressed_rows:
        raise SystemExit(f"{rows} rows are left, not {problem.size - found.suppressed_rows}")


def scale(adult: Adult, sizes: list[int]) -> None:
    """Protect generated tables, each in a process of its own."""
    print(
        "\n| rows | may go | distinct | plain group-by, s | to arrays, s | search, s | "
        "all, table written, s | times the group-by | checked |\n| --- | --- | --- | --- | --- | "
        "--- | --- | --- | --- |",
        flush=True,
    )
    for rows in sizes:
        with tempfile.TemporaryDirectory() as name:
            table = Path(name) / "records.parquet"
            generate(adult, rows, table)
            paths = f"Path({str(adult.folder)!r}), Path({str(table)!r})"
            memory = run(f"import privacy; from pathlib import Path; privacy.protect({paths})")
        print(f"\nPeak memory at {rows:,} rows: {memory:.0f} MiB.\n")


def run(code: str) -> float:
    """Run a script beside this file, let it print, and return its peak memory in MiB."""
    process = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parent)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(status)
    return usage.ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("adult", type=Path)
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000_000, 10_000_000])
    given = parser.parse_args()
    records = Adult(given.adult.resolve())
    optimum(records, given.peer)
    measures(records, given.peer, FIELDS[:8], "salary-class")
    measures(records, given.peer, ("sex", "race", "marital-status"), "occupation")
    blanks(records)
    scale(records, given.rows)
