import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading.hostile import cells, findings, submit

from openinnov.exceptions import SubmissionError
from openinnov.reading.encoding import decode, mend

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


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64"])
def test_an_encoding_that_is_none_is_refused(name):
    with pytest.raises(SubmissionError, match="declared encoding is unknown"):
        decode(b"", name, "data.csv")


@given(st.binary(max_size=40), st.sampled_from([None, "utf-16-le", "cp1252", "cp932"]))
def test_any_bytes_become_text(raw, declared):
    decoded = decode(raw, declared, "data.csv")

    mended = mend(decoded.text(), decoded.guess)

    assert mended.encode().decode() == mended
    assert (decoded.guess is None) == (decoded.text() == mended)


def test_the_marks_of_damage_serve_reading_alone():
    with pytest.raises(UnicodeEncodeError):
        "\ud800".encode("ascii", "openinnov-mark")
