"""What somebody learns who runs our program on every table that could be the true one.

Minimality attack (Wong, Fu, Wang, Pei: Minimality attack in privacy preserving data publishing,
2007): the program coarsens no more than is needed, so that it did tells that less was not enough.
The attacker knows the traits of all persons in the data, the policy and the program; of tables this
small she tries all that there are. The page on privacy states what is found here.
"""

from collections import Counter, defaultdict
from fractions import Fraction
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from openinnov.protection import anonymization as an

#: A trait, its levels, and how many persons there are.
LINES = {"a": ("ab", "*"), "b": ("ab", "*"), "c": ("c", "*")}
LEVELS = [{value: (value, *LINES[value])[level] for value in LINES} for level in range(3)]
PERSONS = 5
ANSWERS = ("no", "yes")
DIVERSE = an.DistinctDiversity("s", 2, ("no",))
TABLES = [*combinations_with_replacement(LINES, PERSONS)]


def _output(traits, answers, models, limit):
    """Return what is published: for each class that leaves, its answers."""
    made = an.from_lines(LINES)
    problem = an.problem(
        [(an.Field("q", made), made.encode(traits))],
        np.ones(PERSONS, np.int64),
        [(an.Attribute("s", ANSWERS), np.array([ANSWERS.index(each) for each in answers]))],
    )
    found = an.search(problem, models, an.Loss(), limit)
    if found is None:
        return None
    classes = defaultdict(list)
    for trait, answer in zip(traits, answers, strict=True):
        classes[LEVELS[found.node[0]][trait]].append(answer)
    held = {name: own for name, own in classes.items() if _leaves(own, models)}
    return found.node, frozenset((name, tuple(sorted(own))) for name, own in held.items())


def _leaves(own, models):
    return len(own) >= 2 and (DIVERSE not in models or set(own) != {"yes"})


def _beliefs(traits, models, limit=0.0):
    """Yield, for each output and person in it, how likely a yes is: for a reader, for an attacker.

    Both know what is published, and nothing else of the answers.
    """
    worlds = defaultdict(list)
    for answers in product(ANSWERS, repeat=PERSONS):
        output = _output(traits, answers, models, limit)
        if output is not None:
            worlds[output].append(answers)
    for (node, classes), possible in worlds.items():
        published = dict(classes)
        for person, trait in enumerate(traits):
            own = published.get(LEVELS[node[0]][trait])
            yes = Fraction(sum(each[person] == "yes" for each in possible), len(possible))
            if own:
                yield Fraction(own.count("yes"), len(own)), yes


@pytest.mark.parametrize("limit", [0.0, 0.4])
def test_how_far_classes_are_coarsened_for_their_size_tells_nothing(limit):
    for traits in TABLES:
        for reader, attacker in _beliefs(traits, [an.KAnonymity(2)], limit):
            assert attacker == reader


def test_that_classes_were_coarsened_for_their_answers_tells_of_them():
    found = Counter()
    for traits in TABLES:
        for reader, attacker in _beliefs(traits, [an.KAnonymity(2), DIVERSE]):
            assert reader < 1
            found[attacker == 1] += 1

    # This is the limit that the documentation states: such an attacker is sure of some. It is here
    # so that nobody states less, or forgets to take it out when it holds no more.
    share = found[True] / found.total()
    assert 0 < share < 0.03


def test_the_example_of_the_paper():
    # Both of b said yes, so that b could not leave as a class of its own; who knows that they alone
    # could be the reason is sure of both.
    traits, answers = ("a", "a", "a", "b", "b"), ("no", "no", "no", "yes", "yes")
    models = [an.KAnonymity(2), DIVERSE]
    output = _output(traits, answers, models, 0.0)

    same = [
        each
        for each in product(ANSWERS, repeat=PERSONS)
        if _output(traits, each, models, 0.0) == output
    ]

    assert output[1] == {("ab", ("no", "no", "no", "yes", "yes"))}
    assert same == [answers]
