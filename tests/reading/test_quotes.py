import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openinnov.reading.dialect import Dialect
from openinnov.reading.quotes import is_sound, scan

CELLS = st.text(st.sampled_from('ab",;\n\r'), max_size=6)


@pytest.mark.parametrize(
    ("text", "content", "faults"),
    [
        pytest.param('a,"b\nc",d\n', None, [], id="several lines"),
        pytest.param('a,"b""c"\n', None, [], id="doubled"),
        pytest.param('a"b"\n', None, [("bare-quote", 1)], id="bare, once a record"),
        pytest.param('"a"b,c\n', None, [("text-after-quote", 1)], id="text after"),
        pytest.param('"a"b"c,"d"\n', None, [("text-after-quote", 1)], id="text and marks after"),
        pytest.param('x\n"a,b\nc\n', 'x\n"""a","b"\nc\n', [("unclosed-quote", 2)], id="unclosed"),
        pytest.param(
            '2,"b,y\n3,"c,z\n',
            '2,"""b","y"\n3,"""c","z"\n',
            [("unclosed-quote", 1), ("unclosed-quote", 2)],
            id="two unclosed look like one closed",
        ),
        pytest.param(
            '"ok","b\n\n"c"\n',
            '"ok","""b"\n\n"c"\n',
            [("unclosed-quote", 1)],
            id="closed cells before an unclosed one stay",
        ),
        pytest.param(
            '"a\nhe said "hi" there",x\n', None, [("text-after-quote", 1)], id="quoted speech"
        ),
    ],
)
def test_marks_that_stand_astray(text, content, faults):
    found = scan(text.encode(), Dialect())

    assert found.content.decode() == (text if content is None else content)
    assert list(found.faults) == faults


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4)))
def test_what_a_writer_wrote_is_sound(records):
    file = io.StringIO(newline="")
    csv.writer(file).writerows(records)

    assert scan(file.getvalue().encode(), Dialect()).faults == ()


@given(st.text(st.sampled_from('ab",\n\r'), max_size=30))
def test_what_was_scanned_is_sound_but_for_what_was_found(text):
    once = scan(text.encode(), Dialect())
    twice = scan(once.content, Dialect())

    assert twice.content == once.content
    assert {rule for rule, _ in twice.faults} <= {"bare-quote", "text-after-quote"}


@given(st.text(st.sampled_from('ab",\n\r'), max_size=30), st.lists(st.integers(0, 30)))
def test_pieces_do_not_matter(text, cuts):
    raw = text.encode()
    places = sorted({0, len(raw), *(cut for cut in cuts if cut < len(raw))})
    pieces = [raw[a:b] for a, b in pairwise(places)]

    assert is_sound(pieces, Dialect()) == is_sound([raw], Dialect())
    assert is_sound([raw], Dialect()) == (scan(raw, Dialect()).faults == ())


def test_without_a_quotation_mark_every_text_is_sound():
    assert is_sound([b'a"', b'"b'], Dialect(quote=None))


def test_what_comes_after_a_stray_mark_mends_nothing():
    assert not is_sound([b'a"b"', b"c", b'"d"'], Dialect())
