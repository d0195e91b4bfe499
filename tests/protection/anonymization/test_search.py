"""The search finds what trying every node finds, whatever is asked."""

from fractions import Fraction
from math import isclose

import every_node
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openinnov.exceptions import RefusedError
from openinnov.protection import anonymization as an

LIMITS = [Fraction(0), Fraction(1, 50), Fraction(1, 10), Fraction(3, 10), Fraction(1)]
VALUES = ("a", "b", "c", "d")


@st.composite
def hierarchies(draw, values):
    """Levels of some values: each joins some of the values of the one before; the last all."""
    levels = [{value: value for value in values}]
    for level in range(1, draw(st.integers(1, 3))):
        names = sorted(set(levels[-1].values()))
        count = draw(st.integers(1, len(names)))
        into = {name: f"{level}.{draw(st.integers(0, count - 1))}" for name in names}
        levels.append({value: into[above] for value, above in levels[-1].items()})
    return [*levels, dict.fromkeys(values, "*")]


@st.composite
def questions(draw):
    fields = draw(st.integers(1, 3))
    values = [[str(n) for n in range(draw(st.integers(2, 5)))] for _ in range(fields)]
    levels = [draw(hierarchies(each)) for each in values]
    quasi = st.tuples(*(st.sampled_from(each) for each in values))
    rows = draw(st.lists(st.tuples(quasi, st.sampled_from(VALUES)), min_size=1, max_size=40))
    return rows, levels, draw(hierarchies(VALUES))


safe = st.sampled_from([(), (), ("a",), ("a", "b")])
models = st.one_of(
    st.tuples(st.just("k"), st.integers(1, 5), st.just(())),
    st.tuples(st.just("distinct"), st.integers(1, 4), safe),
    st.tuples(st.just("entropy"), st.sampled_from([1.2, 1.5, 2, 3]), safe),
    st.tuples(st.just("recursive"), st.sampled_from([0.5, 1, 2, 4]), st.integers(2, 3), safe),
    st.tuples(
        st.just("closeness"),
        st.builds(Fraction, st.integers(0, 12), st.just(20)),
        st.sampled_from(["equal", "ordered", "hierarchical"]),
        safe,
    ),
    st.tuples(st.just("beta"), st.sampled_from([0.5, 1, 3]), st.booleans(), st.just(())),
    st.tuples(st.just("delta"), st.sampled_from([0.5, 1, 2]), st.just(())),
)
aggregates = st.sampled_from(["mean", "sum", "geometric", "maximum", "rank"])
objectives = st.tuples(
    st.sampled_from(["loss", "entropy", "discernibility", "class-size", "precision", "height"]),
    aggregates,
    st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(3, 4), Fraction(1)]),
    st.lists(st.integers(1, 4), min_size=3, max_size=3),
)


def model(said):
    name, *rest, safe_values = said
    return {
        "k": lambda: an.KAnonymity(*rest),
        "distinct": lambda: an.DistinctDiversity("s", *rest, safe_values),
        "entropy": lambda: an.EntropyDiversity("s", *rest, safe_values),
        "recursive": lambda: an.RecursiveDiversity("s", *rest, safe_values),
        "closeness": lambda: an.Closeness("s", float(rest[0]), rest[1], safe_values),
        "beta": lambda: an.BetaLikeness("s", rest[0], enhanced=rest[1]),
        "delta": lambda: an.DeltaDisclosure("s", *rest),
    }[name]()


def objective(said, fields):
    name, aggregate, gs, weights = said
    named = {f"q{n}": weights[n] for n in range(fields)}
    return {
        "loss": lambda: an.Loss(aggregate, float(gs), named),
        "entropy": lambda: an.Entropy(aggregate, named),
        "discernibility": an.Discernibility,
        "class-size": an.AverageClassSize,
        "precision": lambda: an.Precision(aggregate, named),
        "height": an.Height,
    }[name]()


def hierarchy(levels):
    return an.from_lines({v: tuple(each[v] for each in levels[1:]) for v in levels[0]})


def problem(rows, levels, tree):
    quasi = []
    for n, each in enumerate(levels):
        made = hierarchy(each)
        quasi.append((an.Field(f"q{n}", made), made.encode(row[0][n] for row in rows)))
    codes = np.array([VALUES.index(sensitive) for _, sensitive in rows])
    attribute = an.Attribute("s", VALUES, hierarchy(tree))
    return an.problem(quasi, np.ones(len(rows), np.int64), [(attribute, codes)])


def small(counts, values, highest=None):
    """Return a problem of one field of four values in two halves, each with a sensitive value."""
    halves = {"0": "low", "1": "low", "2": "high", "3": "high"}
    made = an.from_lines({value: (half, "*") for value, half in halves.items()})
    field = an.Field("q", made, highest=highest)
    places = np.array([VALUES.index(value) for value in values])
    attribute = (an.Attribute("s", VALUES), places)
    return an.problem([(field, np.arange(4))], np.array(counts), [attribute])


@settings(max_examples=4 * settings.default.max_examples)
@given(questions(), st.lists(models, min_size=1, max_size=2), objectives, st.sampled_from(LIMITS))
def test_no_node_is_better(asked, said, wanted, limit):
    rows, levels, tree = asked
    weighted = (*wanted[:3], wanted[3][: len(levels)])
    nodes = every_node.allowed(every_node.Data(rows, levels, VALUES, tree), said, weighted, limit)

    found = an.search(
        problem(*asked),
        [model(each) for each in said],
        objective(weighted, len(levels)),
        float(limit),
    )

    if not nodes:
        assert found is None
        return
    lost, gone = nodes[found.node]
    least = min(loss for loss, _ in nodes.values())
    assert found.loss == pytest.approx(lost, rel=1e-9, abs=1e-9)
    assert found.loss == pytest.approx(least, rel=1e-9, abs=1e-9)
    assert found.suppressed_rows == gone
    same = [
        (rest, node)
        for node, (loss, rest) in nodes.items()
        if all(isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in zip(loss, least, strict=True))
    ]
    assert (gone, found.node) == min(same)


@given(questions(), models, objectives, st.sampled_from(LIMITS), st.randoms())
def test_the_order_of_rows_changes_nothing(asked, said, wanted, limit, shuffle):
    rows, levels, tree = asked
    wanted = objective((*wanted[:3], wanted[3][: len(levels)]), len(levels))
    order = list(range(len(rows)))
    shuffle.shuffle(order)

    ours, theirs = (
        an.search(problem(each, levels, tree), [model(said)], wanted, float(limit))
        for each in (rows, [rows[n] for n in order])
    )

    if ours is None:
        assert theirs is None
        return
    assert (ours.node, ours.loss, ours.suppressed_rows) == (
        theirs.node,
        theirs.loss,
        theirs.suppressed_rows,
    )
    assert (ours.kept == theirs.kept).all()


def test_rows_that_are_not_kept_are_those_of_small_classes():
    asked = small([5, 1, 2, 2], "abcd")

    found = [an.search(asked, [an.KAnonymity(k)], limit=0.5) for k in (2, 5, 6)]

    nodes = [(each.node, each.suppressed_rows) for each in found]
    assert nodes == [((0,), 1), ((0,), 5), ((1,), 4)]
    assert found[1].kept.tolist() == [True, False, False, False]
    assert found[2].kept.tolist() == [True, True, False, False]


def test_a_limit_is_a_share_exactly():
    # 0.29 times 100 is less than 29 in floats.
    asked = small([71, 29, 0, 0], "abcd")

    found = an.search(asked, [an.KAnonymity(30)], an.Height(), limit=0.29)

    assert (found.node, found.suppressed_rows) == ((0,), 29)


def test_strata_are_never_merged():
    asked = small([5, 1, 2, 2], "abcd", highest=0)

    assert an.search(asked, [an.KAnonymity(2)]) is None
    assert an.search(asked, [an.KAnonymity(2)], limit=0.1).node == (0,)


def test_the_least_that_is_done_is_where_the_search_starts():
    made = hierarchy([{"x": "x", "y": "y"}, {"x": "1", "y": "2"}, {"x": "*", "y": "*"}])
    field = an.Field("q", made, lowest=1)
    asked = an.problem([(field, np.array([0, 1]))], np.array([9, 9]))

    assert an.search(asked, [an.KAnonymity(2)]).node == (1,)
    assert an.search(asked, [an.KAnonymity(2)], an.AverageClassSize()).node == (1,)


def test_classes_that_are_safe_alone_are_left_apart():
    # Merged they are neither safe nor diverse: that a node fails says nothing of those below it.
    asked = small([9, 0, 1, 0], "abcd")
    merged = small([9, 0, 1, 1], "abbc")
    models_ = [
        an.EntropyDiversity("s", 1.9, ("a",)),
        an.RecursiveDiversity("s", 1, 2, ("a",)),
        an.Closeness("s", 0.1, "equal", ("a", "b", "c")),
    ]

    assert [an.search(asked, [each]) for each in models_[:2]] == [None, None]
    assert an.search(merged, [an.EntropyDiversity("s", 1.9, ("a",))], an.Height()).node == (1,)
    assert an.search(merged, [models_[2]], an.Height()).node == (0,)


def test_a_lattice_that_is_too_large_is_refused():
    levels = {str(n): (*(f"{level}:{n % 2}" for level in range(1, 8)), "*") for n in range(4)}
    made = an.from_lines(levels)
    quasi = [(an.Field(f"q{n}", made), np.arange(4)) for n in range(9)]

    with pytest.raises(RefusedError, match=r"387,420,489 nodes.*first to q0, which has 9"):
        an.search(an.problem(quasi, np.ones(4, np.int64)), [an.KAnonymity(2)])


def test_weights_name_quasi_identifiers_and_are_positive():
    asked = small([5, 1, 2, 2], "abcd")

    with pytest.raises(RefusedError, match="not of s"):
        an.search(asked, [an.KAnonymity(2)], an.Loss(weights={"s": 2}))
    with pytest.raises(RefusedError, match=r"weights should be positive$"):
        an.search(asked, [an.KAnonymity(2)], an.Loss(weights={"q": 0}))


def test_without_model_nothing_is_done():
    found = an.search(small([5, 1, 2, 2], "abcd"), [])

    assert (found.node, found.loss, found.suppressed_rows) == ((0,), (0.0,), 0)


def test_without_rows_nothing_is_done():
    asked = an.problem(
        [(an.Field("q", small([1] * 4, "abcd").quasi[0].hierarchy), np.array([], np.int64))],
        np.array([], np.int64),
    )

    assert an.search(asked, [an.KAnonymity(2)]).suppressed_rows == 0


def test_whom_the_register_knows_counts_for_k_map():
    made = an.from_lines({"0": ("*",), "1": ("*",)})
    rows, register = np.array([1, 1]), np.array([5, 2])
    asked = an.problem([(an.Field("q", made), np.arange(2))], rows, population=register)

    assert an.search(asked, [an.KMap(2)]).node == (0,)
    assert an.search(asked, [an.KMap(5)]).node == (1,)
    with pytest.raises(RefusedError, match="none is given"):
        an.search(small([1] * 4, "abcd"), [an.KMap(5)])


def test_that_nobody_of_a_group_is_present_tells_of_all_of_it():
    made = an.from_lines({"0": ("*",), "1": ("*",)})
    rows, register = np.array([1, 0]), np.array([5, 5])
    asked = an.problem([(an.Field("q", made), np.arange(2))], rows, population=register)

    assert an.search(asked, [an.DeltaPresence(0, 0.3)]).node == (0,)
    assert an.search(asked, [an.DeltaPresence(0.05, 0.3)], limit=1).node == (1,)
    assert an.search(asked, [an.DeltaPresence(0.2, 0.3)]) is None
