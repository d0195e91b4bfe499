"""How far each model is reached is where it just holds."""

from math import inf, log

import numpy as np
import pytest

from openinnov.protection import anonymization as an
from openinnov.protection.risk import Reached, k_reached, reached

TREE = an.from_lines({"a": ("x", "*"), "b": ("x", "*"), "c": ("y", "*")})


def table(*classes, hierarchy=TREE):
    counts = np.array(classes)
    groups, values = np.nonzero(counts + 1)
    made = an.from_lines({str(n): ("*",) for n in range(len(classes))})
    attribute = an.Attribute("s", ("a", "b", "c"), hierarchy)
    asked = an.problem([(an.Field("q", made), groups)], counts.ravel(), [(attribute, values)])
    return asked, an.classes(asked, (0,))


def test_the_worst_class_decides():
    asked, classes = table([4, 2, 2], [2, 4, 2])

    (found,) = reached(asked, classes)

    assert k_reached(classes) == 8
    assert found == Reached(
        attribute="s",
        alpha=0.5,
        distinct_l=3,
        entropy_l=pytest.approx(2 ** (1.5)),
        recursive_c=2.0,
        t_equal=pytest.approx(1 / 8),
        t_ordered=pytest.approx(1 / 16),
        t_hierarchical=pytest.approx(1 / 16),
        beta=pytest.approx(1 / 3),
        enhanced_beta=pytest.approx(1 / 3),
        delta=pytest.approx(log(3 / 2)),
    )


def test_models_hold_at_what_is_reached_and_not_beyond():
    asked, classes = table([4, 2, 2], [2, 4, 2])

    (found,) = reached(asked, classes)

    def holds(model):
        return bool(model.holds(asked, classes).all())

    assert holds(an.EntropyDiversity("s", found.entropy_l))
    assert not holds(an.EntropyDiversity("s", found.entropy_l + 0.01))
    assert holds(an.RecursiveDiversity("s", found.recursive_c + 0.01, 3))
    assert not holds(an.RecursiveDiversity("s", found.recursive_c, 3))
    assert holds(an.Closeness("s", found.t_equal))
    assert not holds(an.Closeness("s", found.t_equal - 0.01))
    assert holds(an.BetaLikeness("s", found.beta))
    assert not holds(an.BetaLikeness("s", found.beta - 0.01))
    assert holds(an.DeltaDisclosure("s", found.delta + 0.01))
    assert not holds(an.DeltaDisclosure("s", found.delta))


def test_one_value_is_never_recursively_diverse():
    asked, classes = table([4, 0, 0], [2, 4, 2], hierarchy=None)

    (found,) = reached(asked, classes)

    assert (found.distinct_l, found.recursive_c, found.t_hierarchical) == (1, inf, None)


def test_nothing_is_reached_without_classes():
    asked, classes = table([1, 0, 0], [0, 1, 0])

    left = classes.select(classes.rows > 1)

    assert k_reached(left) == 0
    (found,) = reached(asked, left)
    assert (found.alpha, found.beta) == (0, 0)


def test_classes_that_are_kept_stay_as_they_are():
    _, classes = table([4, 0, 0], [2, 4, 2], [0, 0, 3])

    left = classes.select(np.array([False, True, True]))

    assert left.rows.tolist() == [8, 3]
    assert left.histograms[0].dense(0, 2, 3).tolist() == [[2, 4, 2], [0, 0, 3]]
