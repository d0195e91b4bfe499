import pytest

from openinnov.detection.normalization import normalize, words


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        pytest.param("plain", "plain", id="ASCII"),
        pytest.param("१२३", "123", id="digits of Devanagari"),
        pytest.param("a\u200db", "ab", id="character that nobody sees"),
        pytest.param("1–2—3", "1-2-3", id="dashes"),
        pytest.param("1\u00a02", "1 2", id="hard space"),
        pytest.param("ﬁn", "fin", id="ligature"),
    ],
)
def test_one_way_of_writing_is_left(text, normalized):
    assert normalize(text).text == normalized


def test_a_span_leads_back_to_the_original():
    text = "\ufdfa a\u00ad@b.org!"
    normalized = normalize(text)
    start = normalized.text.index("a@")

    assert text[slice(*normalized.span(start, start + 7))] == "a\u00ad@b.org"


def test_words_have_neither_case_nor_accents():
    assert words("Élan-VITAL") == [("elan", 0, 4), ("vital", 5, 10)]
