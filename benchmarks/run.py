"""Time whole processes beside the peer they are compared with, on the same data, in one run.

``python benchmarks/run.py`` prints the tables of ``benchmarks/README.md``. Processes take turns, so
that a busy machine slows all alike; what counts is the ratio of the medians.
"""

import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import submission

BIN = Path(sys.executable).parent
ROUNDS = 7
MIB = 1024


_OURS = "import openinnov; openinnov.read('innovation.xlsx')"
_PEER = (
    "import openpyxl; book = openpyxl.load_workbook('innovation.xlsx', read_only=True); "
    "sum(1 for row in book.active.iter_rows(values_only=True))"
)


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a command in a folder; return its wall time in seconds and its peak memory in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command} left with {process.returncode}")
    return seconds, usage.ru_maxrss / MIB


def compare(folder: Path, ours: list[str], peer: list[str]) -> None:
    """Print the medians of both commands, and their ratio."""
    times: dict[str, list[float]] = {"ours": [], "peer": []}
    for _ in range(ROUNDS):
        times["ours"].append(measure(ours, folder)[0])
        times["peer"].append(measure(peer, folder)[0])
    mine, other = statistics.median(times["ours"]), statistics.median(times["peer"])
    print(f"| {_said(ours)} | {_said(peer)} | {mine / other:.2f} |")


def _said(command: list[str]) -> str:
    return " ".join(["`" + Path(command[0]).name, *command[1:]]) + "`"


def small(folder: Path) -> None:
    """Compare on 50 records, where starting up is most of the work."""
    submission(folder / "fifty", 50)
    ours, peer = str(BIN / "openinnov"), str(BIN / "frictionless")
    print("| ours | peer | ratio of wall times |\n| --- | --- | --- |")
    compare(
        folder / "fifty",
        [ours, "validate", "innovation.csv"],
        [peer, "validate", "innovation.csv"],
    )
    compare(
        folder / "fifty",
        [ours, "validate", "datapackage.json"],
        [peer, "validate", "datapackage.json"],
    )
    compare(folder, [ours, "--help"], [peer, "--help"])


def workbook(folder: Path, records: int = 200_000) -> None:
    """Compare on a workbook: all of reading it beside the bare cells by openpyxl."""
    import xlsxwriter

    submission(folder / "rows", records)
    with xlsxwriter.Workbook(folder / "innovation.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet("innovation")
        with (folder / "rows" / "innovation.csv").open(encoding="utf-8", newline="") as file:
            for i, row in enumerate(csv.reader(file)):
                for j, cell in enumerate(row):
                    sheet.write_string(i, j, cell)
    print(f"\n| ours | peer, {records:,} records | ratio of wall times |\n| --- | --- | --- |")
    compare(folder, [sys.executable, "-c", _OURS], [sys.executable, "-c", _PEER])


def large(folder: Path, records: int) -> None:
    """Measure many records through validation and publication."""
    submission(folder / "many", records)
    ours = str(BIN / "openinnov")
    print("\n| command | records | seconds | peak memory, MiB |\n| --- | --- | --- | --- |")
    on_spark = ["validate", "many", "--engine", "spark"]
    for command in (["validate", "many"], on_spark, ["publish", "many", "package"]):
        seconds, memory = measure([ours, *command], folder)
        print(f"| `openinnov {' '.join(command)}` | {records:,} | {seconds:.1f} | {memory:.0f} |")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        small(Path(name))
        workbook(Path(name))
        large(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
