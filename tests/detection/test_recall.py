"""What is planted in the corpus is found, and little else: per kind, sort and script."""

import pytest
from scrub_corpus import frames
from scrub_recall import PAGE, page, recall

#: Which share of a kind has to be found at least.
RECALL = {
    "email": 0.995,
    "phone": 0.98,
    "national-id": 0.99,
    "iban": 0.99,
    "card": 0.99,
    "known-name": 0.95,
    "coordinates": 0.99,
    "credential": 0.99,
}
#: How many pieces a sort or a script may lack where so few are planted that one is many.
FEW = 1


@pytest.mark.parametrize("kind", RECALL)
def test_what_is_planted_is_found(kind):
    result = recall()
    missed = [item for item in result.missed if item.kind == kind]

    assert result.of(kind) >= RECALL[kind], missed


def test_little_else_is_found():
    result = recall()

    assert result.negatives >= 5_000
    assert result.precision >= 0.99, result.wrong


@pytest.mark.parametrize("script", frames())
@pytest.mark.parametrize("kind", RECALL)
def test_each_kind_is_found_in_each_script(kind, script):
    result = recall()
    missed = [each for each in result.missed if (each.kind, each.script) == (kind, script)]
    if not result.planted[kind, script]:
        pytest.fail(f"no {kind} is planted in {script}")

    assert len(missed) <= FEW or result.of(kind, script) >= RECALL[kind], missed


def test_each_sort_is_found():
    result = recall()
    bad = {
        (kind, sort): (result.found[kind, sort], count)
        for (kind, sort), count in result.planted.items()
        if count - result.found[kind, sort] > FEW and result.of(kind, sort) < RECALL[kind]
    }

    assert bad == {}


def test_the_corpus_is_large_enough():
    result = recall()

    assert set(RECALL) == {kind for kind, _ in result.planted}
    assert len(frames()) >= 10
    for kind in ("email", "phone", "national-id", "known-name"):
        assert result.planted[kind, ""] >= 500


def test_the_documentation_says_what_is_found():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python tests/scrub_recall.py"
