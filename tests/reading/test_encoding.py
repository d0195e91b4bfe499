import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reading.hostile import cells, findings, submit

from openinnov.exceptions import SubmissionError
from openinnov.reading.csv import SMALL
from openinnov.reading.encoding import decode, looks_like_utf_16, mend

TEXT = "id,name,val\n1,é١服,x\n"


@pytest.mark.parametrize("name", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_byte_order_mark_declares_the_encoding(name):
    assert cells(submit(TEXT.encode(name))) == [(2, "1", "é١服", "x")]


def test_a_declared_encoding_is_believed_and_said():
    read = submit("id,name,val\n1,é€,x\n".encode("cp1252"), encoding="windows-1252")

    assert cells(read) == [(2, "1", "é€", "x")]
    assert findings(read) == [("transcoded", None, "cp1252")]


def test_bytes_outside_the_declared_encoding_are_found():
    read = submit(b"id,name,val\n1,\x81a,x\n", encoding="windows-1252")

    assert cells(read) == [(2, "1", "\ufffda", "x")]
    assert ("encoding-error", 2, "name") in findings(read)


def test_a_byte_that_no_guess_defines_becomes_a_replacement():
    read = submit(b"id,name,val\n1,\x81\xe9,x\n")

    assert cells(read) == [(2, "1", "\ufffd", "x")]


def test_a_bad_heading_is_found_in_the_first_record():
    read = submit(b"id,name,val\xe9\n1,a,b\n")

    assert findings(read) == [("encoding-error", 1, "windows-1252"), ("extra-label", 1, "column 3")]


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["id,name,val\n1,é,x\n", "naïve,été\n"])
def test_utf_16_that_nothing_declares_is_refused_by_its_name(name, text):
    with pytest.raises(SubmissionError, match=r"^data\.csv: looks like UTF-16 .*: save it as"):
        decode(text.encode(name), None, "data.csv")


def test_large_utf_16_is_refused_too(reading):
    content = ("id,name\n" + "a,b\n" * SMALL).encode("utf-16-le")

    with pytest.raises(SubmissionError, match=r"service\.csv: looks like UTF-16"):
        reading({"service.csv": content})


@pytest.mark.parametrize("raw", [b"", b"x\0", b"\0" * 40, b"a,b\n\0,c\n" * 9])
def test_a_nought_byte_alone_makes_no_utf_16(raw):
    assert decode(raw, None, "data.csv").content == raw


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64"])
def test_an_encoding_that_is_none_is_refused(name):
    with pytest.raises(SubmissionError, match="declared encoding is unknown"):
        decode(b"", name, "data.csv")


@given(st.binary(max_size=40), st.sampled_from([None, "utf-16-le", "cp1252", "cp932"]))
def test_any_bytes_become_text(raw, declared):
    assume(not looks_like_utf_16(raw))
    decoded = decode(raw, declared, "data.csv")

    mended = mend(decoded.text(), decoded.guess)

    assert mended.encode().decode() == mended
    assert (decoded.guess is None) == (decoded.text() == mended)


def test_the_marks_of_damage_serve_reading_alone():
    with pytest.raises(UnicodeEncodeError):
        "\ud800".encode("ascii", "openinnov-mark")
