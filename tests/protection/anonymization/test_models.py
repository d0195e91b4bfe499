"""Privacy models, on the examples of their papers and at their edges."""

import numpy as np
import pytest

from openinnov.exceptions import RefusedError
from openinnov.protection import anonymization as an
from openinnov.protection.anonymization.distances import distances, least_distances


def table(*classes, hierarchy=None):
    """Return a problem and its classes: a row of counts by value for each class."""
    counts = np.array(classes)
    groups, values = np.nonzero(counts + 1)
    texts = tuple("abcdefghi"[: counts.shape[1]])
    made = an.from_lines({str(n): ("*",) for n in range(len(classes))})
    attribute = an.Attribute("s", texts, hierarchy)
    asked = an.problem([(an.Field("q", made), groups)], counts.ravel(), [(attribute, values)])
    return asked, an.classes(asked, (0,))


def holds(model, *classes, hierarchy=None):
    asked, own = table(*classes, hierarchy=hierarchy)
    return model.holds(asked, own).tolist()


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        pytest.param(an.KAnonymity(5), [True, True, False, False], id="k"),
        pytest.param(an.DistinctDiversity("s", 2), [True, False, False, True], id="distinct"),
        pytest.param(
            an.DistinctDiversity("s", 2, ("b",)), [True, False, True, True], id="distinct, safe"
        ),
        pytest.param(an.EntropyDiversity("s", 2), [False, False, False, True], id="entropy"),
        pytest.param(an.EntropyDiversity("s", 1.3), [True, False, False, True], id="entropy 1.3"),
        pytest.param(
            an.EntropyDiversity("s", 2, ("a", "c")), [False, True, False, True], id="entropy, safe"
        ),
        # 9 < c · 1, and 2 < c · 2.
        pytest.param(an.RecursiveDiversity("s", 9, 2), [False, False, False, True], id="c 9"),
        pytest.param(an.RecursiveDiversity("s", 9.1, 2), [True, False, False, True], id="c 9.1"),
        pytest.param(an.RecursiveDiversity("s", 99, 3), [False] * 4, id="recursive, l 3"),
    ],
)
def test_classes_hold_or_not(model, expected):
    assert holds(model, [9, 1, 0], [7, 0, 0], [0, 3, 0], [2, 2, 0]) == expected


def test_a_class_with_two_kinds_of_safe_values_is_safe():
    assert holds(an.DistinctDiversity("s", 3, ("a", "b")), [4, 1, 0], [4, 0, 1]) == [True, False]


def test_distances_of_the_salaries_of_the_paper():
    # 3k, 4k, 5k and 6k, 8k, 11k and 7k, 9k, 10k: Li, Li, Venkatasubramanian 2007, section 4.1.
    asked, own = table(
        [1, 1, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 1, 0, 0, 1], [0, 0, 0, 0, 1, 0, 1, 1, 0]
    )

    found = distances(asked.sensitive[0], asked.shares[0], own.histograms[0], own.rows, "ordered")

    assert found[:2].tolist() == pytest.approx([0.375, 1 / 6])
    assert holds(an.Closeness("s", 0.2, "ordered"), [1] * 3 + [0] * 6, [0] * 3 + [1] * 6) == [
        False,
        True,
    ]


TREE = an.from_lines({"a": ("x", "*"), "b": ("x", "*"), "c": ("y", "*"), "d": ("y", "*")})


def test_values_that_meet_early_are_near():
    asked, own = table([2, 2, 0, 0], [0, 0, 4, 0], [2, 2, 0, 4], hierarchy=TREE)

    found = distances(
        asked.sensitive[0], asked.shares[0], own.histograms[0], own.rows, "hierarchical"
    )

    # All rows: ¼ each. The first class moves ½ up to the top; the second ½, and ¼ within y.
    assert found.tolist() == pytest.approx([0.5, 0.5 + 0.125, 0.125])


def test_values_that_are_not_there_are_moved_to_the_nearest():
    asked, own = table([2, 2, 0, 0], [0, 0, 4, 0], [2, 2, 0, 4], hierarchy=TREE)
    place = asked.sensitive[0], asked.shares[0], own.histograms[0], 3

    assert least_distances(*place, "equal").tolist() == pytest.approx([0.5, 0.75, 0.25])
    assert least_distances(*place, "hierarchical").tolist() == pytest.approx([0.5, 0.625, 0.125])
    assert least_distances(*place, "ordered").tolist() == pytest.approx([0.25, 1 / 3, 1 / 12])


def test_a_hierarchical_distance_needs_a_hierarchy():
    with pytest.raises(RefusedError, match="s: a hierarchical distance needs a hierarchy"):
        holds(an.Closeness("s", 0.2, "hierarchical"), [1, 1], [2, 1])


def test_a_field_that_is_not_sensitive_here_cannot_be_diverse():
    with pytest.raises(RefusedError, match="t is asked to be diverse"):
        holds(an.DistinctDiversity("t", 2), [1, 1])


def test_likeness_bounds_what_grows():
    # All rows: a ½, b ½; the first class has a ¾: half as much again.
    asked = [6, 2], [2, 6]

    assert holds(an.BetaLikeness("s", 0.5), *asked) == [True, True]
    assert holds(an.BetaLikeness("s", 0.49), *asked) == [False, False]
    # Enhanced, half of the rows may become 0.85 of them: half as much again, times -ln ½.
    assert holds(an.BetaLikeness("s", 9), [8, 0], [0, 8]) == [True, True]
    assert holds(an.BetaLikeness("s", 9, enhanced=True), [8, 0], [0, 8]) == [False, False]
    assert holds(an.BetaLikeness("s", 9, enhanced=True), *asked) == [True, True]


def test_disclosure_bounds_what_grows_and_what_falls():
    assert holds(an.DeltaDisclosure("s", 0.7), [6, 2], [2, 6]) == [True, True]
    assert holds(an.DeltaDisclosure("s", 0.69), [6, 2], [2, 6]) == [False, False]
    assert holds(an.DeltaDisclosure("s", 9), [6, 0], [2, 6]) == [False, True]


def test_codes_without_value_are_counted_and_not_shown():
    made = an.from_lines({"a": ("*",)})
    field, attribute = an.Field("q", made), an.Attribute("s", ("x",))
    counts = np.array([3, 4])

    with pytest.raises(RefusedError, match=r"^q: 4 rows have a value without a line"):
        an.problem([(field, np.array([0, -1]))], counts)
    with pytest.raises(RefusedError, match=r"^s: 3 rows have"):
        an.problem([(field, np.array([0, 0]))], counts, [(attribute, np.array([1, 0]))])
