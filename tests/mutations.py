"""Change hostile files at random, and see that reading them still accounts for every record.

``python tests/mutations.py --count 10000`` reads so many in processes of their own, of which each
file may take ten seconds of a processor and 300 MB; it names what failed and leaves with 1. The
same numbers give the same files, so ``--first 4711 --count 1`` repeats one.
"""

import argparse
import gzip
import io
import json
import random
import re
import selectors
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from pathlib import Path

from memory import peak
from reading.hostile import THREE_TEXTS
from shared_data import shared

import openinnov
from openinnov.exceptions import SubmissionError
from openinnov.reporting import OUTPUTS
from openinnov.standard import Words

#: The most that one file may take. Of seconds, those of the processor count, since other work may
#: be going on; what takes so many on the clock has stopped.
SECONDS, MEGABYTES, STOPPED = 10, 300, 120
#: What an interpreter holds that has imported the package and nothing else, in MB.
STARTED = 20
#: How many files one process reads.
BATCH = 250
_TOKENS = [b'"', b",", b";", b"\t", b"\n", b"\r", b"\r\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf"]
_TOKENS += [
    b'""',
    b'"\n',
    b" ",
    b"\xed\xa0\x80",
    b"\x1a",
    b"\xe2\x80\xa8",
    b"id",
    b"\\",
    b"|",
    b"PK",
]
_CELLS = [
    "",
    " ",
    '"',
    '"a"b',
    "a,b",
    "a\nb",
    "é" * 50,
    "0",
    "1e999",
    "-0",
    "NaN",
    "=1/0",
    "\ufeff",
]
_NUMBERS = [
    b"0",
    b"-1",
    b"1",
    b"16384",
    b"1048576",
    b"1048577",
    b"4294967296",
    b"99999999999",
    b"x",
]
_NUMBER = re.compile(rb"[0-9]+")
_NAMES = [
    "a.csv",
    "xl/workbook.bin",
    "content.xml",
    "../a.csv",
    "xl/worksheets/sheet1.xml",
    "",
    "a/",
]


def seeds():
    """Return the name and the bytes of each file that is changed."""
    folder = shared("data/nasty")
    names = [
        n for n in folder.iterdir() if n.suffix in {".csv", ".xlsx"} and n.name != "expected.csv"
    ]
    files = {path.name: path.read_bytes() for path in sorted(names) if path.name != "guards.csv"}
    text = files["09_bare_quote_mid.csv"]
    files["made.csv.gz"] = gzip.compress(text, mtime=0)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo("data.csv"), text)
    files["made.zip"] = archive.getvalue()
    files["made.json"] = b'{"data": [{"id": "a", "name": null, "val": [1, 2.50]}, {"id": "b"}]}'
    return {**files, **made()}


def made():
    """Return workbooks of the other formats."""
    from reading.ods import cell, spreadsheet

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in ROWS)
    return {"made.ods": spreadsheet({"data": rows}), "made.xls": _xls()}


ROWS = [["id", "name", "val"], ["a", "b", "c"], ["", "", ""], ["d", "é", "16.1"]]


def _xls():
    import xlwt

    book, file = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("data")
    for i, row in enumerate(ROWS):
        for j, text in enumerate(row):
            sheet.write(i, j, text)
    sheet.row(4).set_cell_error(1, "#DIV/0!")
    book.save(file)
    return file.getvalue()


def mutation(number, files):
    """Return the name of a file and its changed bytes; the number alone decides."""
    chance = random.Random(number)  # noqa: S311 -- to repeat it.
    name = list(files)[number % len(files)]
    raw = files[name]
    is_archive = name.endswith((".xlsx", ".zip", ".ods"))
    kinds = [_bytes, _members, _members, _members] if is_archive else [_bytes, _bytes, _cells]
    if name.endswith((".gz", ".xls")):
        kinds = [_bytes]
    for _ in range(chance.choice([1, 1, 1, 2, 5])):
        raw = chance.choice(kinds)(raw, chance)
    return name, raw


def _bytes(raw, chance):
    """Change, cut, repeat or insert some bytes."""
    at = chance.randint(0, len(raw))
    end = min(len(raw), at + chance.choice([1, 1, 2, 8, 200]))
    return chance.choice(
        [
            raw[:at],
            raw[:at] + raw[end:],
            raw[:at] + raw[at:end] * 3 + raw[end:],
            raw[:at] + chance.choice(_TOKENS) + raw[at:],
            raw[:at] + chance.choice(_TOKENS) + raw[end:],
            raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :],
        ]
    )


def _cells(raw, chance):
    """Change, drop, repeat or insert a cell or a line."""
    lines = raw.split(b"\n")
    i = chance.randrange(len(lines))
    cells = lines[i].split(b",")
    j = chance.randrange(len(cells))
    value = chance.choice(_CELLS).encode()
    changes = [cells[:j] + cells[j + 1 :], [*cells[:j], value, *cells[j:]]]
    changes += [[*cells[:j], value, *cells[j + 1 :]], cells * 2, []]
    lines[i : i + 1] = [b",".join(chance.choice(changes))] * chance.choice([1, 1, 1, 0, 2])
    return b"\n".join(lines)


def _members(raw, chance):
    """Change, drop, repeat or rename a member of an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # noqa: BLE001 -- an earlier change may have broken anything.
        return _bytes(raw, chance)
    if not members:
        return raw
    i = chance.randrange(len(members))
    name, content = members[i]
    changes = [[], [(name, content)] * 2, [(chance.choice(_NAMES), content)], [(name, b"")]]
    changes += [[(name, _bytes(content, chance))]] * 4 + [[(name, _number(content, chance))]] * 6
    changes += [[(name, chance.choice(members)[1])], [(name.upper(), content)]]
    members[i : i + 1] = chance.choice(changes)
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", chance.choice([0, 8])) as archive:
        warnings.simplefilter("ignore")  # Two members have one name.
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name or "x"), content)
    return file.getvalue()


def _number(content, chance):
    """Change a number, such as the address of a cell, or how often it is repeated."""
    places = list(_NUMBER.finditer(content))
    if not places:
        return content
    place = chance.choice(places)
    return content[: place.start()] + chance.choice(_NUMBERS) + content[place.end() :]


def check(path):
    """Read and validate a file; return what became of it, or raise `AssertionError`."""
    try:
        submission = openinnov.read(path, standard=THREE_TEXTS, table="data")
    except SubmissionError:
        return "refused"
    assert submission.sources or submission.unknown
    for source in submission.sources:
        assert source.records == source.checked + source.quarantined + source.comments
    if "data" in submission.columns:
        query = "SELECT count(DISTINCT _row) FROM submitted._finding WHERE rule = 'blank-row'"
        ((blank,),) = submission.database.execute(query).fetchall()
        (source,) = (each for each in submission.sources if each.table == "data")
        assert submission.rows("data") + blank == source.records - source.comments
    report = openinnov.validate(submission)
    document = json.loads(OUTPUTS["json"].render(report, Words(submission.standard, "en")))
    for source in document["sources"]:
        parts = ("checked", "quarantined", "comments")
        assert source["records"] == sum(source[part] for part in parts)
    return "read"


def run(number, files, folder):
    """Check a mutation; return what became of it."""
    name, raw = mutation(number, files)
    path = folder / name
    path.write_bytes(raw)
    try:
        return check(path)
    finally:
        path.unlink()


def _work(first, count):
    """Check some mutations, and say before and after each which it is."""
    files = seeds()
    # What this script holds itself does not count, other than the package as it starts.
    own = peak() - STARTED
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, first + count):
            print("begin", number, flush=True)
            start = time.process_time()
            try:
                state = run(number, files, Path(folder))
            except BaseException as error:  # noqa: BLE001 -- whatever it is, it is a fault.
                state = f"fault: {type(error).__name__}"
            used = peak() - own
            taken = time.process_time() - start
            if taken > SECONDS:
                state = f"slow: {taken:.1f} seconds"
            if used > MEGABYTES:
                # What earlier files left behind is not its fault: a new process begins with it.
                state = "again" if number > first else f"memory: {used} MB"
            print("end", state, flush=True)
            if used > MEGABYTES:
                return


def _batch(first, count, states):
    """Check some mutations in a process; return the number with which to go on."""
    command = [sys.executable, __file__, "--work", "--first", str(first), "--count", str(count)]
    number, begun = first, False
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        with selectors.DefaultSelector() as ready:
            ready.register(process.stdout, selectors.EVENT_READ)
            while True:
                if not ready.select(STOPPED):
                    process.kill()
                    states[number] = f"hang: more than {STOPPED} seconds"
                    return number + 1
                line = process.stdout.readline().decode().split(maxsplit=1)
                if not line:
                    break
                if line[0] == "begin":
                    number, begun = int(line[1]), True
                else:
                    states[number], begun = line[1].strip(), False
        errors = process.stderr.read()
    if begun:
        states[number] = f"crash: exit {process.returncode}"
    elif states.get(number) == "again":
        del states[number]
        return number
    elif errors:
        states[number] = f"noise: {errors[-200:]!r}"
    return number + 1


def main():
    """Check as many mutations as asked for, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        return _work(options.first, options.count)
    states, start = {}, time.monotonic()
    number, end = options.first, options.first + options.count
    names = list(seeds())
    while number < end:
        first, number = number, _batch(number, min(BATCH, end - number), states)
        for each in range(first, number):
            if states.get(each) not in {"read", "refused"}:
                print(f"{each} ({names[each % len(names)]}): {states.get(each)}", flush=True)
        print(f"{number - options.first} of {options.count}", end="\r", file=sys.stderr)
    kept = Counter(state if state in {"read", "refused"} else "failed" for state in states.values())
    print(f"{dict(kept)} in {time.monotonic() - start:.0f} seconds")
    return int(kept["failed"] > 0)


if __name__ == "__main__":
    sys.exit(main())
