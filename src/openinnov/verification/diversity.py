"""l-diversity, worked out from the values of a class (Machanavajjhala et al. 2007)."""

from collections import Counter
from collections.abc import Sequence
from math import exp, log

from openinnov.verification.facts import Diversity

_TOLERANCE = 1e-9


def is_diverse(promised: Diversity, cells: Sequence[str], *, many: bool = False) -> bool:
    """Say whether the values of a class tell as little as promised.

    Of a list, with `many`, each code is a question of its own: yes or no.

    >>> is_diverse(Diversity("grievance", "distinct", 2), ["delay", "delay"])
    False
    >>> is_diverse(Diversity("grievance", "distinct", 2, safe=frozenset({""})), ["", ""])
    True
    """
    if set(cells) <= promised.safe:
        return True
    if not many:
        return _holds(promised, Counter(cells))
    lists = [set(cell.split(";")) - {""} for cell in cells]
    codes = set().union(*lists) - promised.safe
    answers = (Counter(code in each for each in lists) for code in codes)
    return all(_holds(promised, answer) for answer in answers)


def _holds(promised: Diversity, counts: Counter[str] | Counter[bool]) -> bool:
    numbers = sorted(counts.values(), reverse=True)
    if promised.kind == "distinct":
        return len(numbers) >= promised.value
    if promised.kind == "entropy":
        rows = sum(numbers)
        nats = -sum(number / rows * log(number / rows) for number in numbers)
        return exp(nats) >= promised.value - _TOLERANCE
    rest = sum(numbers[int(promised.value) - 1 :])
    return numbers[0] < promised.c * rest
