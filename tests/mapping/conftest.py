"""Make mapping files and foreign files where a test stands, and look at what came of them."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from mapping.head import HEAD

from openinnov.engine.sql import identifier
from openinnov.exceptions import MappingError
from openinnov.mapping import apply

SOURCE = """
[[source]]
name = "cases"
files = "cases.csv"
format = "csv"
main = "innovation"
"""


class Demo:
    """A folder of foreign files, and a mapping beside its code tables."""

    def __init__(self, folder: Path):
        self.data = folder / "data"
        self.file = folder / "mapping" / "mapping.toml"
        self.data.mkdir()
        self.file.parent.mkdir()

    def write(self, files):
        """Write foreign files; what ends in ``.codes.csv`` lies beside the mapping."""
        for name, content in files.items():
            folder = self.file.parent if name.endswith(".codes.csv") else self.data
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            raw = content if isinstance(content, bytes) else content.encode()
            path.write_bytes(raw)
        return self

    def map(self, body, *, head=HEAD, **options):
        """Run a mapping."""
        self.file.write_text(head + body, "utf-8")
        return apply(self.file, self.data, **options)

    def cases(self, text, fields, *, source=SOURCE, block="", more="", **options):
        """Map one table of cases to innovations."""
        self.write({"cases.csv": text})
        table = (
            f'[table.innovation]\nfrom = "cases"\n{block}\n[table.innovation.fields]\n{fields}\n'
        )
        return self.map(source + table + more, **options)


@pytest.fixture
def demo(tmp_path):
    return Demo(tmp_path)


@pytest.fixture
def rows():
    """Return a function that gives the cells of some fields, row by row."""

    def read(mapped, table, *fields):
        cells = ", ".join(map(identifier, fields))
        return mapped.submission.database.execute(
            f"SELECT {cells} FROM submitted.{identifier(table)} ORDER BY _row"
        ).fetchall()

    return read


@pytest.fixture
def column(rows):
    """Return a function that gives the cells of one field of the innovations."""

    def read(mapped, field, table="innovation"):
        return [cell for (cell,) in rows(mapped, table, field)]

    return read


@pytest.fixture
def lines():
    """Return a function that gives what is listed: column, reason, value, cells, code used."""

    def read(mapped):
        return [
            (line.column, line.reason, line.value, line.cells, line.used)
            for line in mapped.unmapped
        ]

    return read


@pytest.fixture
def kept_out():
    """Return a function that gives the records kept out: file, row, reason and key."""

    def read(mapped):
        return [(each.file, each.row, each.reason, each.detail) for each in mapped.kept_out]

    return read


@pytest.fixture
def texts():
    """The head of every mapping, and a source of cases."""
    return SimpleNamespace(head=HEAD, source=SOURCE)


@pytest.fixture
def refusal(demo):
    """Return a function that maps two cases, and gives what is said against it."""

    def refuse(*arguments, **options):
        with pytest.raises(MappingError) as caught:
            demo.cases("Nr,Title,Phase\n7,Queue by phone,live\n", *arguments, **options)
        lines = str(caught.value).splitlines()
        assert all(line.startswith("mapping.toml: ") for line in lines)
        return "\n".join(line.removeprefix("mapping.toml: ") for line in lines)

    return refuse
