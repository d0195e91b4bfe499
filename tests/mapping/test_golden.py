"""What comes of invented registers, byte for byte; ``rewrite_golden.py`` writes the files anew."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from openinnov.engine import duckdb
from openinnov.mapping import apply, write

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(case.name for case in GOLDEN.iterdir())


def _files(folder):
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*.*"))
    }


def test_there_are_cases():
    assert CASES == ["faults", "feeds", "levels", "register", "steps", "votes"]


@pytest.mark.parametrize("case", CASES)
def test_a_register_comes_out_as_it_should(case, tmp_path):
    write(apply(GOLDEN / case / "mapping.toml", GOLDEN / case / "data"), tmp_path / "out")

    assert _files(tmp_path / "out") == _files(GOLDEN / case / "expected")


@pytest.mark.parametrize("case", CASES)
def test_the_number_of_threads_changes_no_byte(case, tmp_path, monkeypatch):
    opened = duckdb.open_database

    def threaded(standard):
        database = opened(standard)
        database.execute("SET threads = 8")
        return database

    monkeypatch.setattr("openinnov.mapping.open_database", threaded)
    write(apply(GOLDEN / case / "mapping.toml", GOLDEN / case / "data"), tmp_path / "out")

    assert _files(tmp_path / "out") == _files(GOLDEN / case / "expected")


@pytest.mark.parametrize(("seed", "locale"), [("1", "C"), ("2", "tr_TR.UTF-8")])
def test_neither_hash_seed_nor_locale_changes_a_byte(seed, locale, tmp_path):
    code = (
        "import sys; from pathlib import Path; from openinnov.mapping import apply, write\n"
        "golden, out = map(Path, sys.argv[1:])\n"
        "for case in golden.iterdir(): "
        "write(apply(case / 'mapping.toml', case / 'data'), out / case.name)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale}

    subprocess.run(
        [sys.executable, "-c", code, str(GOLDEN), str(tmp_path)], env=environment, check=True
    )

    for case in CASES:
        assert _files(tmp_path / case) == _files(GOLDEN / case / "expected")
