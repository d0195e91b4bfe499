"""A value that was to stay back is found in whatever form and place it was planted."""

import base64
import bz2
import gzip
import hashlib
import html
import io
import lzma
import quopri
import sqlite3
import sys
import unicodedata
import zipfile
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openinnov.verification.facts import Forbidden
from openinnov.verification.sweep import sweep
from openinnov.verification.sweep.decoding import normal
from openinnov.verification.sweep.forms import Needle
from openinnov.verification.sweep.index import Index

NAME = Forbidden("Zoë Quispe-Mamani", "contact.name", identifies=True)
EMAIL = Forbidden("zoe.quispe@example.org", "contact.email", identifies=True)
PHONE = Forbidden("+51999135791", "contact.phone", identifies=True)
SECRETS = [NAME, EMAIL, PHONE]
FILLER = "One-stop centres in every union help people use public services. " * 3


def found(tmp_path, data, name="notes.txt", secrets=SECRETS):
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(sweep(tmp_path, secrets))


def in_the_middle(text):
    return f"{FILLER}{text} {FILLER}"


def entities(text):
    return "".join(f"&#{ord(character)};" for character in text)


ENCODINGS = {
    "plain": lambda text: text,
    "plain, in capitals": str.upper,
    "plain, composed in another way": lambda text: text.replace("ë", "e\u0308"),
    "plain, full width": lambda text: "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text
    ),
    "plain, with a soft hyphen": lambda text: f"{text[:5]}\u00ad{text[5:]}",
    "percent-encoded": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "percent-encoded, in part": lambda text: f"{quote(text, safe='')[:-1]}%{ord(text[-1]):02x}",
    "HTML entities": entities,
    "HTML entities, in part": lambda text: f"{html.escape(text)[:-1]}&#x{ord(text[-1]):x};",
    "JSON escapes": lambda text: "".join(f"\\u{ord(character):04x}" for character in text),
    "JSON escapes, in part": lambda text: f"{text[:-1]}\\u{ord(text[-1]):04x}",
    "JSON escapes, of eight digits": lambda text: f"\\U{ord(text[0]):08x}{text[1:]}",
    "JSON escapes, of two digits": lambda text: f"\\x{ord(text[0]):02x}{text[1:]}",
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64, one byte later": lambda text: base64.b64encode(b"x" + text.encode()).decode(),
    "base64, two bytes later": lambda text: base64.b64encode(b"xy" + text.encode() + b"z").decode(),
    "base64, for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal, in capitals": lambda text: text.encode().hex().upper(),
    "reversed": lambda text: text[::-1],
    "quoted-printable": lambda text: "".join(f"={byte:02X}" for byte in text.encode()),
    "MD5": lambda text: hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
    "SHA-1": lambda text: hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(),
    "SHA-256": lambda text: hashlib.sha256(text.encode()).hexdigest().upper(),
    "SHA-256, of small letters": lambda text: hashlib.sha256(text.lower().encode()).hexdigest(),
}


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.place)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_value_is_found_in_each_encoding(encoding, secret, tmp_path):
    form = encoding.partition(",")[0]

    faults = found(tmp_path, in_the_middle(ENCODINGS[encoding](secret.value)))

    assert f"notes.txt: holds a value of {secret.place} ({form})" in faults
    assert not any(secret.value in fault for fault in faults)


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_value_is_found_in_utf_16(coding, tmp_path):
    faults = found(tmp_path, in_the_middle(NAME.value).encode(coding))

    assert faults == ["notes.txt: holds a value of contact.name (UTF-16)"]


def test_a_value_is_found_behind_soft_line_ends(tmp_path):
    data = quopri.encodestring(f"{'x' * 60} {EMAIL.value}".encode())
    assert b"=\n" in data

    faults = found(tmp_path, data)

    assert faults == ["notes.txt: holds a value of contact.email (quoted-printable)"]


def test_a_value_is_found_behind_doubled_quotation_marks(tmp_path):
    faults = found(
        tmp_path, b'1,"He said ""no"" twice"\n', secrets=[Forbidden('said "no" tw', "a.b")]
    )

    assert faults == ["notes.txt: holds a value of a.b (doubled quotation marks)"]


def test_no_character_that_shows_nothing_hides_a_value():
    unseen = [chr(code) for code in range(sys.maxunicode + 1)]

    left = [each for each in unseen if unicodedata.category(each) == "Cf" and normal(each)]

    assert left == []


def test_what_holds_nothing_is_no_fault(tmp_path):
    assert found(tmp_path, FILLER + '%41 &amp; \\u0041 "" =41 \x00') == []
    assert list(sweep(tmp_path, [])) == []


def zipped(data=b"", name="member.txt", comment=b"", notes=b""):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo(name)
        member.comment = notes
        member.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(member, FILLER.encode() + data)
        archive.comment = comment
    return file.getvalue()


def database(text):
    base = sqlite3.connect(":memory:")
    base.execute('CREATE TABLE "a""b" (text, data)')
    base.execute('INSERT INTO "a""b" VALUES (?, ?)', ("x" * 9000 + text, b"blob"))
    return base.serialize()


def parquet(cells, metadata=None):
    file = io.BytesIO()
    table = pa.table({"cells": cells}).replace_schema_metadata(metadata)
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()


SECRET = EMAIL.value.encode()
PLACES = {
    "an archive's member": (zipped(SECRET), "x, a member"),
    "an archive's member's name": (zipped(name=EMAIL.value), "x, a member's name"),
    "an archive's comment": (zipped(comment=SECRET), "x, its comment"),
    "an archive's member's comment": (zipped(notes=SECRET), "x, a member's notes"),
    "an archive in an archive": (zipped(zipped(SECRET)), "x, a member, a member"),
    "an archive behind a picture": (b"GIF89a" + zipped(SECRET), "x, a member"),
    "gzip": (gzip.compress(FILLER.encode() + SECRET), "x, unpacked"),
    "bzip2": (bz2.compress(FILLER.encode() + SECRET), "x, unpacked"),
    "zstd": (pa.compress(FILLER.encode() + SECRET, "zstd", asbytes=True), "x, unpacked"),
    "xz": (lzma.compress(FILLER.encode() + SECRET), "x, unpacked"),
    "a database": (database(EMAIL.value), "x, a row"),
    "a column": (parquet([FILLER, EMAIL.value]), "x, a cell"),
    "a column of lists": (parquet([["a", EMAIL.value]]), "x, a cell"),
    "metadata of a column file": (parquet(["a"], {"author": EMAIL.value}), "x, its metadata"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_value_is_found_in_what_is_packed(place, tmp_path):
    data, shown = PLACES[place]

    assert f"{shown}: holds a value of contact.email (plain)" in found(tmp_path, data, "x")


@pytest.mark.parametrize("place", [place for place, (_, at) in PLACES.items() if "unpacked" in at])
@pytest.mark.parametrize("before", range(0, 60, 7))
def test_a_value_is_found_wherever_a_large_file_is_cut(place, before, tmp_path, monkeypatch):
    monkeypatch.setattr("openinnov.verification.sweep.pieces._PIECE", 50)
    compress = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress}.get(
        place, lambda data: pa.compress(data, "zstd", asbytes=True)
    )
    data = b"-" * before + SECRET + b"-" * 300

    assert "x: holds a value of contact.email (plain)" in found(tmp_path, data, "x")
    assert "x, unpacked: holds a value of contact.email (plain)" in found(
        tmp_path, compress(data), "x"
    )


def test_an_archive_at_the_end_of_a_large_file_is_looked_into(tmp_path, monkeypatch):
    monkeypatch.setattr("openinnov.verification.sweep.pieces._PIECE", 50)

    faults = found(tmp_path, b"-" * 200 + zipped(SECRET), "x")
    assert "x, a member: holds a value of contact.email (plain)" in faults


def test_a_value_is_found_in_the_name_of_a_file_and_not_repeated(tmp_path):
    faults = found(tmp_path, "nothing", f"{EMAIL.value}.txt")

    assert faults == ["the name of a file: holds a value of contact.email (plain)"]


def test_a_value_is_found_in_the_name_of_a_folder(tmp_path):
    (tmp_path / EMAIL.value).mkdir()

    assert len(found(tmp_path, "nothing")) == 1


def test_a_value_is_found_where_chunks_meet(tmp_path):
    for start in ((1 << 20) - 10, (1 << 20) - len(EMAIL.value), 1 << 20):
        data = b"x" * (start - 1) + b" " + SECRET + b" " + b"y" * 50

        assert found(tmp_path, data) == ["notes.txt: holds a value of contact.email (plain)"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"PK\x03\x04 no archive", id="archive"),
        pytest.param(b"\x1f\x8bnothing", id="gzip"),
        pytest.param(b"PAR1", id="Parquet"),
        pytest.param(b"SQLite format 3\x00nothing", id="database"),
    ],
)
def test_what_cannot_be_looked_into_is_a_fault(data, tmp_path):
    assert found(tmp_path, data) == ["notes.txt: what is packed in it cannot be read"]


def test_files_within_files_within_files_are_a_fault_in_the_end(tmp_path):
    data = b"x"
    for _ in range(6):
        data = gzip.compress(data)

    (fault,) = found(tmp_path, data)

    assert fault.endswith("files lie within files more than 4 deep")


@pytest.mark.parametrize(
    ("value", "text", "hit"),
    [
        pytest.param("Rosa", "Ask Rosa.", True, id="a word"),
        pytest.param("Rosa", "Rosalind", False, id="the start of a word"),
        pytest.param("Rosa", "aRosa", False, id="the end of a word"),
        pytest.param("Rosa", "Rosaé", False, id="before a letter that is no ASCII"),
        pytest.param("Rosa", "asoR!", True, id="reversed"),
        pytest.param("Rosa", base64.b64encode(b"Rosa").decode(), True, id="base64"),
        pytest.param("Rosa", f"x{base64.b64encode(b'Rosa').decode()}", False, id="in base64"),
        pytest.param("王小明明", "请问王小明明先生", True, id="a script without blanks"),
        pytest.param("bd-a2i-1", "see bd-a2i-12", False, id="another number"),
        pytest.param("bd-a2i-1", "see bd-a2i-1-2", False, id="a longer name"),
        pytest.param("bd-a2i-1", "see /bd-a2i-1>", True, id="the name itself"),
        pytest.param("12345678", "0123456789", False, id="within a number"),
        pytest.param("12345678", "id12345678x", True, id="a number among letters"),
        pytest.param("Rosa Luz", "xRosa Luzx", True, id="eight letters need no border"),
    ],
)
def test_what_is_short_counts_as_a_word_of_its_own(value, text, hit, tmp_path):
    assert bool(found(tmp_path, text, secrets=[Forbidden(value, "a.b")])) == hit


def test_capitals_matter_in_base64(tmp_path):
    coded = base64.b64encode(EMAIL.value.encode()).decode()

    assert found(tmp_path, coded.lower()) == []


def test_what_begins_and_ends_like_a_value_is_none(tmp_path):
    value = "a long name of many parts and of many words in all of which the ends are equal"

    assert (
        found(
            tmp_path, value.replace("many words", "more words"), secrets=[Forbidden(value, "a.b")]
        )
        == []
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(zipped(b"x" * 20_000), id="archive"),
        pytest.param(gzip.compress(b"x" * 20_000), id="gzip"),
    ],
)
def test_what_is_too_large_to_be_unpacked_is_a_fault(data, tmp_path, monkeypatch):
    monkeypatch.setattr("openinnov.verification.sweep.pieces._LARGEST", 1000)

    assert found(tmp_path, data) == ["notes.txt: what is packed in it cannot be read"]


@given(
    st.lists(st.text("abc", min_size=4, max_size=12), max_size=5),
    st.text("abc", max_size=60),
)
def test_windows_find_what_comparing_finds(texts, haystack):
    data = haystack.encode()
    sought = {text.encode() for text in texts}

    hits = set(Index(Needle(each, "", "") for each in sought).find(data))

    expected = {
        (start, each)
        for each in sought
        for start in range(len(data))
        if data.startswith(each, start)
    }
    assert {(start, needle.data) for start, needle in hits} == expected
