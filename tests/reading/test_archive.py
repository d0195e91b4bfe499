"""Archives, compressed files and streams."""

import gzip
import io
import stat
import zipfile

import pytest
from reading.hostile import findings

from openinnov.exceptions import SubmissionError
from openinnov.reading import archive, limits, read

NEED, SERVICE = "id,title\nn,t\n", "id,name\ns,x\n"


@pytest.fixture
def packed(tmp_path):
    """Return a function that writes members, each a name or a description, into an archive."""

    def write(members, name="all.zip"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for member, content in members:
                file.writestr(member, content)
        return path

    return write


def _sources(submission):
    return [source.name for source in submission.sources]


def _named(submission):
    query = "SELECT rule, source FROM submitted._finding ORDER BY source"
    return submission.database.execute(query).fetchall()


@pytest.mark.parametrize("top", ["", "submission/"], ids=["flat", "in one folder"])
def test_an_archive_is_read_as_a_folder(packed, top):
    members = [("need.csv", NEED), ("service.json", '[{"id": "s"}]'), ("README.md", "x")]

    submission = read(packed([(top + name, text) for name, text in members]))

    assert submission.columns == {"service": ("id",), "need": ("id", "title")}
    assert _sources(submission) == ["all.zip#service.json", "all.zip#need.csv"]
    assert findings(submission) == []


def test_an_archive_may_hold_a_data_package(packed):
    descriptor = '{"name": "x", "resources": [{"name": "need", "path": "data/a.csv"}]}'
    members = [("datapackage.json", descriptor), ("data/", ""), ("data/a.csv", NEED)]

    submission = read(packed(members))

    assert submission.descriptor == {"name": "x"}
    assert _sources(submission) == ["all.zip#a.csv"]


def test_a_workbook_in_an_archive_is_named_with_its_sheet(packed, book):
    path = book({"need": [["id"], ["n"]]})

    assert _sources(read(packed([("book.xlsx", path.read_bytes())]))) == ["all.zip#book.xlsx#need"]


def test_what_else_is_in_an_archive_is_named_and_archives_are_not_opened(packed):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("service.csv", SERVICE)
    members = [("need.csv", NEED), ("more.zip", inner.getvalue()), ("deep/service.csv", SERVICE)]

    submission = read(packed([*members, ("__MACOSX/._need.csv", "x")]))

    assert submission.columns == {"need": ("id", "title")}
    assert _named(submission) == [
        ("unknown-table", "all.zip#deep"),
        ("unknown-table", "all.zip#more.zip"),
    ]


def _link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("member", "shown"),
    [
        pytest.param("../beyond.csv", "../beyond.csv", id="above"),
        pytest.param("a/../../beyond.csv", "a/../../beyond.csv", id="above by a way round"),
        pytest.param("/tmp/beyond.csv", "/tmp/beyond.csv", id="absolute"),  # noqa: S108
        pytest.param("..\\beyond.csv", "..\\beyond.csv", id="backslash"),
        pytest.param("C:beyond.csv", "C:beyond.csv", id="drive"),
        pytest.param(_link("beyond.csv"), "beyond.csv", id="link"),
    ],
)
def test_what_leads_out_of_an_archive_is_left_in_it_and_said(packed, tmp_path, member, shown):
    submission = read(packed([("need.csv", NEED), (member, "../need.csv")]))

    assert submission.columns == {"need": ("id", "title")}
    assert _named(submission) == [("unsafe-file", f"all.zip#{shown}")]
    assert [path.name for path in tmp_path.parent.rglob("beyond.csv")] == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_first_of_two_members_with_a_name_is_read_and_the_other_said(packed):
    submission = read(packed([("need.csv", NEED), ("need.csv", "id\nx\ny\n")]))

    assert submission.rows("need") == 1
    assert _named(submission) == [("unsafe-file", "all.zip#need.csv")]


def test_an_archive_that_swells_is_unsafe(packed, monkeypatch):
    monkeypatch.setattr(limits, "_LARGE", 1000)

    submission = read(packed([("need.csv", "id\n" + "a" * 1_000_000)]))

    assert _named(submission) == [("unsafe-file", "all.zip")]
    assert [(s.table, s.records) for s in submission.sources] == [(None, 0)]


def test_an_archive_of_too_many_files_is_unsafe(packed, monkeypatch):
    monkeypatch.setattr(archive, "MOST_MEMBERS", 2)

    assert _named(read(packed([(f"{i}.csv", "") for i in range(3)]))) == [
        ("unsafe-file", "all.zip")
    ]


@pytest.mark.parametrize("cut", [10, -30], ids=["start", "end"])
def test_a_damaged_archive_is_refused(packed, cut):
    path = packed([("need.csv", NEED)])
    path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(SubmissionError, match=r"^all\.zip: is damaged"):
        read(path)


def test_a_member_that_was_changed_is_refused(packed):
    path = packed([("need.csv", NEED)])
    raw = path.read_bytes()
    path.write_bytes(raw[:40] + bytes([raw[40] ^ 255]) + raw[41:])

    with pytest.raises(SubmissionError, match=r"^all\.zip: is damaged"):
        read(path)


def test_compressed_files_are_read_wherever_they_lie(folder):
    descriptor = '{"resources": [{"name": "need", "path": "data/x.csv.gz"}]}'
    packages = {"package/datapackage.json": descriptor, "package/data/x.csv.gz": NEED}
    files = {"folder/need.csv.gz": NEED, "folder/service.json.gz": '[{"id": "s"}]', **packages}
    zipped = {n: gzip.compress(t.encode()) if n.endswith("gz") else t for n, t in files.items()}

    path = folder(zipped)

    assert _sources(read(path / "folder")) == [
        "service.json.gz#service.json",
        "need.csv.gz#need.csv",
    ]
    assert _sources(read(path / "package")) == ["x.csv.gz#x.csv"]
    assert read(path / "folder" / "need.csv.gz").columns == {"need": ("id", "title")}


@pytest.mark.parametrize(
    "raw", [b"no gzip", gzip.compress(NEED.encode())[:-9], b""], ids=["other", "cut", "empty"]
)
def test_a_damaged_compressed_file_is_refused_or_empty(folder, raw):
    path = folder({"need.csv.gz": raw}) / "need.csv.gz"

    if not raw:
        assert findings(read(path)) == [("empty-file", None, None)]
        return
    with pytest.raises(SubmissionError, match=r"^need\.csv\.gz: is damaged or no gzip"):
        read(path)


def test_a_compressed_file_that_swells_is_unsafe(folder, monkeypatch):
    monkeypatch.setattr(limits, "_LARGE", 1000)
    path = folder(
        {"need.csv.gz": gzip.compress(b"id\n" + b"a" * 1_000_000), "service.csv": SERVICE}
    )

    submission = read(path)

    assert submission.columns == {"service": ("id", "name")}
    assert _named(submission) == [("unsafe-file", "need.csv.gz")]


def _workbook(book):
    return book({"need": [["id"], ["n"]]}).read_bytes()


def _zip(name="need.csv", text="id\nn\n"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive_:
        archive_.writestr(name, text)
    return file.getvalue()


def _parquet():
    import pyarrow as pa
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pa.table({"id": ["n"]}), file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "source"),
    [
        pytest.param(b"id\nn\n", "stdin.csv", id="text"),
        pytest.param(b'\n[{"id": "n"}]', "stdin.json", id="array"),
        pytest.param(b'\xef\xbb\xbf{"need": [{"id": "n"}]}', "stdin.json#need", id="object"),
        pytest.param('[{"id": "n"}]'.encode("utf-16"), "stdin.json", id="UTF-16"),
        pytest.param(_parquet(), "stdin.parquet", id="Parquet"),
        pytest.param(_zip(), "stdin.zip#need.csv", id="archive"),
        pytest.param(_zip("x") + _zip("need.csv"), "stdin.zip#need.csv", id="archive behind one"),
        pytest.param(gzip.compress(b"id\nn\n"), "stdin.csv.gz#stdin.csv", id="compressed"),
        pytest.param(
            gzip.compress(b'[{"id": "n"}]'), "stdin.json.gz#stdin.json", id="compressed JSON"
        ),
    ],
)
def test_the_first_bytes_of_a_stream_tell_its_format(raw, source):
    submission = read(io.BytesIO(raw), table="need")

    assert (_sources(submission), submission.columns) == ([source], {"need": ("id",)})
    assert submission.rows("need") == 1


def test_a_stream_may_be_a_workbook(book):
    assert _sources(read(io.BytesIO(_workbook(book)))) == ["stdin.xlsx#need"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"PK\3\4 no archive", r"stdin\.zip: is damaged", id="zip"),
        pytest.param(b"\x1f\x8b no gzip", r"stdin\.csv\.gz: is damaged", id="gzip"),
        pytest.param(_zip("mimetype", "x" * 9), r"holds nothing to read", id="another document"),
        pytest.param(_zip("mimetype", "x" * 9999), r"holds nothing to read", id="a long type"),
    ],
)
def test_a_stream_that_cannot_be_read_is_refused(raw, message):
    with pytest.raises(SubmissionError, match=message):
        read(io.BytesIO(raw))


def test_a_format_may_be_declared(folder):
    path = folder({"data.txt": "id\ttitle\nn\tt\n"}) / "data.txt"

    by_path = read(path, table="need", input_format="tsv")
    by_stream = read(io.BytesIO(path.read_bytes()), table="need", input_format="tsv")

    assert by_path.columns == by_stream.columns == {"need": ("id", "title")}
    assert _sources(by_path) + _sources(by_stream) == ["data.txt", "stdin.tsv"]


def test_a_format_that_is_none_is_refused():
    with pytest.raises(SubmissionError, match=r"^doc is no format of a source: csv, "):
        read(io.BytesIO(b""), input_format="doc")


def test_an_encoding_may_be_declared(folder):
    path = folder({"need.csv": "id,title\nn,été\n".encode("cp1252")})

    submission = read(path, encoding="cp1252")

    query = "SELECT title FROM submitted.need"
    assert submission.database.execute(query).fetchall() == [("été",)]
    assert findings(submission) == [("transcoded", None, "cp1252")]
    assert findings(read(path)) == [("encoding-error", 2, "title")]


def test_a_table_that_is_named_is_that_of_one_file_alone(folder):
    path = folder({"need.csv": NEED, "service.csv": SERVICE})

    assert set(read(path, table="evidence").columns) == {"need", "service"}
