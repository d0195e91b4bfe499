"""Lists and streams give the same records and findings, whatever the file holds."""

import csv
import io

from hypothesis import assume, example, given
from hypothesis import strategies as st
from reading.hostile import AS_STREAM, BY_LISTS, cells, counts, findings, submit

from openinnov.reading.encoding import looks_like_utf_16

PIECES = (
    "id",
    "name",
    "val",
    "x",
    "é",
    "١",
    " ",
    ",",
    ",",
    '"',
    '"',
    '""',
    "\n",
    "\n",
    "\r",
    "\r\n",
)
HOSTILE = st.lists(
    st.sampled_from((*PIECES, "\0", "\x1a", "\x0b", "\u2028", "\x85", ";", "\t", "\\"))
)


def _read(raw, small):
    submission = submit(raw, small=small)
    return counts(submission), cells(submission), findings(submission)


@given(HOSTILE)
@example(["x", "\r", "\n", '"'])
def test_hostile_texts_are_read_alike(pieces):
    raw = ("id,name,val\n" + "".join(pieces)).encode()

    assert _read(raw, BY_LISTS) == _read(raw, AS_STREAM)


@given(HOSTILE)
@example(["id", ","])
def test_headings_are_found_alike(pieces):
    raw = "".join(pieces).encode()
    assume(not looks_like_utf_16(raw))

    assert _read(raw, BY_LISTS) == _read(raw, AS_STREAM)


@given(st.binary(max_size=60))
def test_hostile_bytes_are_read_alike(raw):
    raw = b"id,name,val\n" + raw

    assert _read(raw, BY_LISTS) == _read(raw, AS_STREAM)


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=3, max_size=3)))
def test_what_a_writer_wrote_comes_back(records):
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["id", "name", "val"], *records])
    raw = file.getvalue().encode()

    lists, stream = submit(raw, small=BY_LISTS), submit(raw, small=AS_STREAM)

    expected = [(i, *(cell or None for cell in r)) for i, r in enumerate(records, 2)]
    blank = {row for rule, row, _ in findings(lists) if rule == "blank-row"}
    assert cells(lists) == cells(stream) == [r for r in expected if r[0] not in blank]
