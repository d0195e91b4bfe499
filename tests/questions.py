"""The questions of the shared expectations, in our words."""

import json
from functools import cache

import numpy as np
import pytest
from adult import adult, sample
from shared_data import shared

from openinnov.protection import anonymization as an

_AGGREGATES = {
    "arithmetic-mean": "mean",
    "geometric-mean": "geometric",
    "rank": "rank",
    "sum": "sum",
}


@cache
def document(name):
    return json.loads(shared(f"data/privacy/{name}.json").read_text("utf-8"))


def model(said):
    """Return the privacy model of a case."""
    field = said.get("attribute")
    return {
        "k-anonymity": lambda: an.KAnonymity(said["k"]),
        "k-map": lambda: an.KMap(said["k"]),
        "delta-presence": lambda: an.DeltaPresence(said["minimum"], said["maximum"]),
        "distinct-l-diversity": lambda: an.DistinctDiversity(field, said["l"]),
        "entropy-l-diversity": lambda: an.EntropyDiversity(field, said["l"]),
        "recursive-cl-diversity": lambda: an.RecursiveDiversity(field, said["c"], said["l"]),
        "t-closeness": lambda: an.Closeness(field, said["t"], said["distance"]),
        "basic-beta-likeness": lambda: an.BetaLikeness(field, said["beta"]),
        "enhanced-beta-likeness": lambda: an.BetaLikeness(field, said["beta"], enhanced=True),
    }[said["model"]]()


def objective(said, quasi):
    """Return the objective of a case; weights of other fields than these say nothing."""
    weights = {name: weight for name, weight in said.get("weights", {}).items() if name in quasi}
    aggregate = _AGGREGATES.get(said.get("aggregate"))
    counts = said.get("counts_suppression")
    return {
        "loss": lambda: an.Loss(aggregate, said["gs_factor"], weights),
        "entropy": lambda: an.Entropy(aggregate, weights, counts),
        "discernibility": lambda: an.Discernibility(counts),
        "average-class-size": an.AverageClassSize,
        "precision": lambda: an.Precision(aggregate, weights),
        "height": an.Height,
    }[said["name"]]()


def records(case):
    """Return the census records that a case speaks of."""
    quasi = tuple(case["quasi_identifiers"])
    sensitive = tuple(sorted({each["attribute"] for each in case["models"] if "attribute" in each}))
    return (adult if case["sample"] == "adult.csv" else sample)(quasi, sensitive)


def lattice(instance):
    """Return the made-up microdata of an instance."""
    *quasi, sensitive, counts = np.array(instance["tuples"]).T
    fields = [
        (an.Field(str(n), _levels(each)), quasi[n])
        for n, each in enumerate(instance["hierarchies"])
    ]
    levels = _levels(instance["sensitive_hierarchy"])
    values = levels.labels[0][: instance["sensitive_values"]]
    return an.problem(fields, counts, [(an.Attribute("sensitive", values, levels), sensitive)])


def _levels(levels):
    codes = range(len(levels[0]))
    return an.from_lines(
        {
            str(code): (*(f"{n}.{each[code]}" for n, each in enumerate(levels[1:-1], 1)), "*")
            for code in codes
        }
    )


def answer(problem, case):
    """Return what the search finds for a case."""
    names = [each.name for each in problem.quasi]
    return an.search(
        problem,
        [model(each) for each in case["models"]],
        objective(case["metric"], names),
        case["suppression_limit"],
    )


def approximately(loss):
    """Return a loss to compare ours with: they are equal within a millionth."""
    losses = loss if isinstance(loss, list) else [loss]
    return pytest.approx(tuple(losses), rel=1e-6, abs=1e-9)
