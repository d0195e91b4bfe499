"""The census records on which methods of privacy are measured, as problems of anonymization."""

import csv
from functools import cache

import numpy as np
from shared_data import shared

from openinnov.protection.anonymization import Attribute, Field, from_lines, problem

FIELDS = (
    "sex",
    "age",
    "race",
    "marital-status",
    "education",
    "native-country",
    "workclass",
    "occupation",
    "salary-class",
)


@cache
def hierarchies():
    return {name: from_lines(_lines(f"adult_hierarchy_{name}")) for name in FIELDS}


@cache
def codes(file="adult"):
    """Return for each field the code of each record."""
    header, *records = _read(file)
    columns = dict(zip(header, zip(*records, strict=True), strict=True))
    return {name: hierarchies()[name].encode(columns[name]) for name in FIELDS}


@cache
def adult(quasi=FIELDS, sensitive=()):
    """Return the records as a problem."""
    columns = codes()
    return problem(
        [(Field(name, hierarchies()[name]), columns[name]) for name in quasi],
        np.ones(len(columns["age"]), np.int64),
        [_attribute(name, columns[name]) for name in sensitive],
    )


@cache
def sample(quasi, sensitive=()):
    """Return a part of the records as a problem of which the population is known."""
    whole, part = codes(), codes("adult_subset")
    columns = {name: np.concatenate([whole[name], part[name]]) for name in FIELDS}
    ours = np.arange(len(columns["age"])) >= len(whole["age"])
    return problem(
        [(Field(name, hierarchies()[name]), columns[name]) for name in quasi],
        ours.astype(np.int64),
        [_attribute(name, columns[name]) for name in sensitive],
        (~ours).astype(np.int64),
    )


def _attribute(name, column):
    """Return a sensitive field with its values in the order of their texts, and their places."""
    hierarchy = hierarchies()[name]
    values = sorted({hierarchy.labels[0][code] for code in column})
    places = {value: place for place, value in enumerate(values)}
    found = np.array([places.get(text, -1) for text in hierarchy.labels[0]])
    return Attribute(name, tuple(values), hierarchy), found[column]


def _lines(file):
    return {value: tuple(levels) for value, *levels in _read(file)}


def _read(file):
    with shared(f"data/real/adult/{file}.csv").open(encoding="ascii", newline="") as lines:
        return list(csv.reader(lines, delimiter=";"))
