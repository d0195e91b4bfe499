"""The best node by trying every node: formulas as they stand in the papers, in plain Python.

Rows are (quasi-identifiers, sensitive value); `levels[field][level][value]` is what stands for it.
It shares nothing with what it checks. Shares are fractions, so that nothing is rounded.
"""

from collections import Counter
from fractions import Fraction
from itertools import product
from math import exp, log, log2, prod

#: Logarithms are rounded: what differs by less is equal.
NEAR = 1e-11


def classes(rows, levels, node):
    """Return the rows of each class."""
    found = {}
    for quasi, sensitive in rows:
        key = tuple(levels[n][node[n]][value] for n, value in enumerate(quasi))
        found.setdefault(key, []).append((quasi, sensitive))
    return list(found.values())


def shares(values, every):
    counts = Counter(values)
    return {value: Fraction(counts[value], len(values)) for value in every}


# Models: (name, parameters…) of the sensitive values of a class and of all rows.


def holds(model, own, whole, every, tree):
    """Say whether a class with these sensitive values holds."""
    name, *parameters, safe = model
    if safe and set(own) <= set(safe):
        return True
    p, q = shares(whole, every), shares(own, every)
    counts = sorted(Counter(own).values(), reverse=True)
    match name:
        case "k":
            return len(own) >= parameters[0]
        case "distinct":
            return len(counts) >= parameters[0]
        case "entropy":
            entropy = -sum(float(each) * log(each) for each in q.values() if each)
            return exp(entropy) >= parameters[0] - NEAR
        case "recursive":
            c, least = parameters
            return len(counts) >= least and counts[0] < c * sum(counts[least - 1 :])
        case "closeness":
            return distance(parameters[1], p, q, every, tree) <= parameters[0]
        case "beta":
            beta, enhanced = parameters
            most = {v: min(beta, -log(p[v])) if enhanced else beta for v in every if p[v]}
            return all(q[v] - p[v] <= most[v] * p[v] + NEAR for v in most)
        case "delta":
            return all(q[v] and abs(log(q[v] / p[v])) < parameters[0] for v in every if p[v])
    raise AssertionError(name)


def distance(kind, p, q, every, tree):
    """Return the earth mover's distance; `tree[level][value]` is what stands for a value."""
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


# Objectives of the rows that are kept, by class, and of those that go.


def loss(objective, rows, levels, node, kept, gone):
    """Return the loss as a tuple: one number, or those of the fields in falling order."""
    name, aggregate, gs, weights = objective
    everything = len(rows)
    if name == "discernibility":
        return (sum(len(c) ** 2 for c in kept) + everything * len(gone),)
    if name == "class-size":
        return (everything / ((len(kept) + bool(gone)) or 1),)
    if name == "height":
        return (sum(node),)
    losses = [
        _field(name, gs, rows, [r for c in kept for r in c], gone, levels[n], n, node[n])
        * Fraction(weights[n], max(weights))
        for n in range(len(node))
    ]
    return {
        "mean": lambda: (sum(losses) / len(losses),),
        "sum": lambda: (sum(losses),),
        "geometric": lambda: (float(prod(1 + x for x in losses)) ** (1 / len(losses)) - 1,),
        "maximum": lambda: (max(losses),),
        "rank": lambda: tuple(sorted(losses, reverse=True)),
    }[aggregate]()


def _field(name, gs, rows, kept, gone, levels, place, level):
    every, height = len(rows), len(levels) - 1
    if name == "precision":
        return Fraction((every - len(gone)) * level, height * every) + Fraction(len(gone), every)
    above = levels[level]
    if name == "entropy":
        values = Counter(r[0][place] for r in rows)
        merged = Counter(above[r[0][place]] for r in rows)
        lost = Counter(above[r[0][place]] for r in gone)
        bits = -sum(log2(values[r[0][place]] / merged[above[r[0][place]]]) for r in rows)
        return Fraction(bits - sum(log2(lost[above[r[0][place]]] / len(gone)) for r in gone))
    g, s = min(1, 2 - 2 * gs), min(1, 2 * gs)
    size = len(levels[0])

    def share(row):
        return Fraction(sum(a == above[row[0][place]] for a in above.values()), size)

    floor = g * Fraction(every, size)
    lost = sum(g * share(r) for r in kept) + sum(share(r) + s * (1 - share(r)) for r in gone)
    return max(0, (lost - floor) / (every - floor)) if every > floor else 0


def best(rows, levels, models, objective, limit, every, tree):
    """Return for each allowed node its loss and suppressed rows."""
    whole, found = [sensitive for _, sensitive in rows], {}
    for node in product(*(range(len(each)) for each in levels)):
        kept, gone = [], []
        for each in classes(rows, levels, node):
            own = [sensitive for _, sensitive in each]
            passes = all(holds(model, own, whole, every, tree) for model in models)
            if passes:
                kept.append(each)
            else:
                gone.extend(each)
        if len(gone) <= limit * len(rows):
            lost = loss(objective, rows, levels, node, kept, gone)
            found[node] = tuple(map(float, lost)), len(gone)
    return found
