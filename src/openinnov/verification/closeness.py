"""t-closeness, worked out from the values of a class (Li, Li, Venkatasubramanian 2007)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate

from openinnov.standard import load
from openinnov.verification.facts import Closeness

_TOLERANCE = 1e-9


def is_close(
    promised: Closeness,
    cells: Sequence[str],
    everyone: Sequence[str],
    slack: float,
    *,
    many: bool = False,
) -> bool:
    """Say whether a class is distributed as everyone is, but for the distance promised.

    The promise is about all rows before some were dropped. They move the whole by their share at
    most, which is the `slack`. Of a list, with `many`, each code is a question of its own.
    """
    limit = promised.value + slack + _TOLERANCE
    if not many:
        return distance(promised, cells, everyone) <= limit
    codes = {code for cell in everyone for code in cell.split(";")} - {""}
    return all(
        distance(promised, _answers(code, cells), _answers(code, everyone)) <= limit
        for code in codes
    )


def _answers(code: str, cells: Sequence[str]) -> list[str]:
    return ["true" if code in cell.split(";") else "false" for cell in cells]


def distance(promised: Closeness, cells: Sequence[str], everyone: Sequence[str]) -> float:
    """Return the earth mover's distance between a class and everyone, from 0 to 1."""
    values = sorted(set(everyone), key=_rank)
    own, whole = Counter(cells), Counter(everyone)
    surplus = {value: own[value] / len(cells) - whole[value] / len(everyone) for value in values}
    if promised.distance == "equal":
        return sum(map(abs, surplus.values())) / 2
    if promised.distance == "ordered":
        steps = max(len(values) - 1, 1)
        return sum(map(abs, accumulate(surplus.values()))) / steps
    return _in_tree(surplus, _paths(promised.field, values))


def _rank(value: str) -> tuple[bool, float, str]:
    """Order blanks first, then numbers and bands by what they begin with, then words."""
    digits = value.partition("-")[0].removesuffix("+").replace(".", "", 1)
    if not digits.isdecimal():
        return value != "", float("inf") if value else 0, value
    return True, float(value.partition("-")[0].removesuffix("+")), value


def _paths(field: str, values: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return what stands above each value in the hierarchy of its field, up to ``*``."""
    for table in load().tables.values():
        own = table.fields.get(field)
        if own is not None and own.hierarchy is not None:
            lines = load().hierarchy(own.hierarchy)
            if set(values) <= lines.keys():
                return {value: lines[value] for value in values}
    # Without a hierarchy all values lie equally far from each other.
    return dict.fromkeys(values, ("*",))


def _in_tree(surplus: Mapping[str, float], paths: Mapping[str, tuple[str, ...]]) -> float:
    height = max(map(len, paths.values()))
    nodes, cost = dict(surplus), 0.0
    above = dict(paths)
    for level in range(height):
        children: dict[str, list[float]] = {}
        for value, amount in nodes.items():
            children.setdefault(above[value][level], []).append(amount)
        for amounts in children.values():
            positive = sum(amount for amount in amounts if amount > 0)
            negative = -sum(amount for amount in amounts if amount < 0)
            cost += (level + 1) / height * min(positive, negative)
        above = {path[level]: path for path in paths.values()}
        nodes = {name: sum(amounts) for name, amounts in children.items()}
    return cost
