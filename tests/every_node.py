"""The best node by trying every node: formulas as they stand in the papers, in plain Python.

It shares nothing with what it checks. Shares are fractions, so that nothing is rounded.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import exp, log, log2, prod

#: Logarithms are rounded: what differs by less is equal.
NEAR = 1e-11


@dataclass(frozen=True)
class Data:
    #: (quasi-identifiers, sensitive value)
    rows: list
    #: levels[field][level][value] is what stands for a value.
    levels: list
    #: The sensitive values in their order, and what stands for them by level.
    every: tuple
    tree: list

    def share(self, values, value):
        return Fraction(values.count(value), len(values))


def classes(data, node):
    """Return the rows of each class."""
    found = {}
    for quasi, sensitive in data.rows:
        key = tuple(data.levels[n][node[n]][value] for n, value in enumerate(quasi))
        found.setdefault(key, []).append((quasi, sensitive))
    return list(found.values())


def holds(model, own, data):
    """Say whether a class with these sensitive values fulfils (name, parameters…, safe values)."""
    name, *parameters, safe = model
    if safe and set(own) <= set(safe):
        return True
    whole = [sensitive for _, sensitive in data.rows]
    p = {value: data.share(whole, value) for value in data.every}
    q = {value: data.share(own, value) for value in data.every}
    counts = sorted(Counter(own).values(), reverse=True)
    there = [value for value in data.every if p[value]]
    return {
        "k": lambda k: len(own) >= k,
        "distinct": lambda least: len(counts) >= least,
        "entropy": lambda least: exp(_entropy(q)) >= least - NEAR,
        "recursive": lambda c, least: (
            len(counts) >= least and counts[0] < c * sum(counts[least - 1 :])
        ),
        "closeness": lambda t, kind: distance(kind, p, q, data) <= t,
        "beta": lambda beta, enhanced: all(
            q[v] - p[v] <= (min(beta, -log(p[v])) if enhanced else beta) * p[v] + NEAR
            for v in there
        ),
        "delta": lambda delta: all(q[v] and abs(log(q[v] / p[v])) < delta for v in there),
    }[name](*parameters)


def _entropy(shares):
    return -sum(float(share) * log(share) for share in shares.values() if share)


def distance(kind, p, q, data):
    """Return the earth mover's distance."""
    every, tree = data.every, data.tree
    if kind == "equal":
        return sum(abs(q[v] - p[v]) for v in every) / 2
    if kind == "ordered":
        sums = [sum(q[v] - p[v] for v in every[: n + 1]) for n in range(len(every))]
        return sum(map(abs, sums)) / max(len(every) - 1, 1)
    height, found = len(tree) - 1, Fraction(0)
    for level in range(1, height + 1):
        for parent in set(tree[level].values()):
            children = {tree[level - 1][v] for v in every if tree[level][v] == parent}
            nets = [sum(q[v] - p[v] for v in every if tree[level - 1][v] == c) for c in children]
            up, down = sum(n for n in nets if n > 0), -sum(n for n in nets if n < 0)
            found += Fraction(level, height) * min(up, down)
    return found


def loss(objective, data, node, kept, gone):
    """Return the loss as a tuple: one number, or those of the fields in falling order."""
    name, aggregate, gs, weights = objective
    if name == "discernibility":
        return (sum(len(c) ** 2 for c in kept) + len(data.rows) * len(gone),)
    if name == "class-size":
        return (len(data.rows) / ((len(kept) + bool(gone)) or 1),)
    if name == "height":
        return (sum(node),)
    field = {"loss": lambda *at: _share_lost(gs, *at), "entropy": _bits, "precision": _steps}[name]
    losses = [
        field(data, gone, n, node[n]) * Fraction(weights[n], max(weights)) for n in range(len(node))
    ]
    return {
        "mean": lambda: (sum(losses) / len(losses),),
        "sum": lambda: (sum(losses),),
        "geometric": lambda: (float(prod(1 + x for x in losses)) ** (1 / len(losses)) - 1,),
        "maximum": lambda: (max(losses),),
        "rank": lambda: tuple(sorted(losses, reverse=True)),
    }[aggregate]()


def _share_lost(gs, data, gone, place, level):
    above, every = data.levels[place][level], len(data.rows)
    g, s = min(1, 2 - 2 * gs), min(1, 2 * gs)

    def share(row):
        return data.share(list(above.values()), above[row[0][place]])

    floor = g * Fraction(every, len(above))
    lost = g * sum(map(share, data.rows)) - g * sum(map(share, gone))
    lost += sum(share(row) + s * (1 - share(row)) for row in gone)
    return max(0, (lost - floor) / (every - floor)) if every > floor else 0


def _bits(data, gone, place, level):
    above = data.levels[place][level]
    values = Counter(row[0][place] for row in data.rows)
    merged = Counter(above[row[0][place]] for row in data.rows)
    lost = Counter(above[row[0][place]] for row in gone)
    bits = sum(log2(merged[above[row[0][place]]] / values[row[0][place]]) for row in data.rows)
    return Fraction(bits + sum(log2(len(gone) / lost[above[row[0][place]]]) for row in gone))


def _steps(data, gone, place, level):
    height, every = len(data.levels[place]) - 1, len(data.rows)
    return Fraction((every - len(gone)) * level, height * every) + Fraction(len(gone), every)


def allowed(data, models, objective, limit):
    """Return for each node that suppresses few enough rows its loss and the suppressed rows."""
    found = {}
    for node in product(*(range(len(each)) for each in data.levels)):
        kept, gone = [], []
        for rows in classes(data, node):
            own = [sensitive for _, sensitive in rows]
            if all(holds(model, own, data) for model in models):
                kept.append(rows)
            else:
                gone.extend(rows)
        if len(gone) <= limit * len(data.rows):
            found[node] = tuple(map(float, loss(objective, data, node, kept, gone))), len(gone)
    return found
