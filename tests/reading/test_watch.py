import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openinnov.reading.dialect import Dialect
from openinnov.reading.watch import Watched


def _read(raw, size=3):
    """Read a file in small pieces; return what came, and the file."""
    with Watched(io.BytesIO(raw), Dialect()) as file:
        pieces = list(iter(lambda: file.read(size), b""))
    assert file.closed
    return b"".join(pieces), file


@pytest.mark.parametrize("text", ["", "a,b\n", 'é,"१\n服"\n', 'a,"b"'])
def test_a_sound_file_passes_whole(text):
    raw = text.encode()

    passed, file = _read(raw)

    assert passed == raw
    assert file.sound
    assert (file.size, file.sha256) == (len(raw), hashlib.sha256(raw).hexdigest())


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"a,b\xff,c\n", id="no UTF-8"),
        pytest.param(b"a,b\xe0", id="half a letter"),
        pytest.param(b'a"b,c\n', id="bare mark"),
        pytest.param(b'a,"b', id="unclosed mark"),
    ],
)
def test_a_file_ends_where_it_is_not_sound(raw):
    passed, file = _read(raw)

    assert raw.startswith(passed)
    assert not file.sound


@given(
    st.lists(st.sampled_from([*"aé服😀\n", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x80"])),
    st.integers(1, 7),
)
def test_utf_8_is_known_however_the_pieces_are_cut(letters, size):
    raw = b"".join(each.encode() if isinstance(each, str) else each for each in letters)

    _, file = _read(raw, size)

    assert file.sound == (raw.decode("utf-8", "ignore").encode() == raw)


def test_a_byte_order_mark_counts_and_does_not_pass():
    raw = b"\xef\xbb\xbfa\n"

    with Watched(io.BytesIO(raw), Dialect(), 3) as file:
        assert (file.read(), file.read()) == (b"a\n", b"")

    assert (file.size, file.sha256) == (5, hashlib.sha256(raw).hexdigest())
