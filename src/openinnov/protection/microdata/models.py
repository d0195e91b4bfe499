"""What a policy asks of the rows of a table, as models that the search knows."""

from collections.abc import Iterator

from openinnov.policy.microdata import OBJECTIVES, Diversity, Microdata
from openinnov.protection.anonymization import (
    AverageClassSize,
    Closeness,
    Discernibility,
    DistinctDiversity,
    Entropy,
    EntropyDiversity,
    Height,
    KAnonymity,
    Loss,
    Model,
    Objective,
    Precision,
    Problem,
    RecursiveDiversity,
)

#: Stands between a field that holds a list and one of its codes.
CODE = "\x1f"


def models(asked: Microdata, problem: Problem, k: int) -> list[Model]:
    """Return the models, for so many persons in a class.

    Of a field that holds a list each code is asked as a yes or no.
    """
    names = [each.name for each in problem.sensitive]

    def attributes(field: str) -> Iterator[str]:
        yield from (name for name in names if name.partition(CODE)[0] == field)

    diverse = [_diverse(own, each) for each in asked.diversity for own in attributes(each.field)]
    close = [
        Closeness(own, each.value, each.distance)
        for each in asked.closeness
        for own in attributes(each.field)
    ]
    return [KAnonymity(k), *diverse, *close]


def _diverse(attribute: str, asked: Diversity) -> Model:
    if asked.kind == "entropy":
        return EntropyDiversity(attribute, asked.value, asked.safe)
    if asked.kind == "recursive":
        return RecursiveDiversity(attribute, asked.c or 0.0, int(asked.value), asked.safe)
    return DistinctDiversity(attribute, int(asked.value), asked.safe)


def objective(asked: Microdata, problem: Problem) -> Objective:
    """Return what is to be made least; a weight of a field that does not leave counts nothing."""
    given = asked.weights or {}
    names = [(each.name, each.name.rpartition(".")[2]) for each in problem.quasi]
    weights = {name: given[field] for name, field in names if field in given}
    made: tuple[Objective, ...] = (
        Loss(weights=weights),
        Entropy(),
        Discernibility(),
        AverageClassSize(),
        Precision(),
        Height(),
    )
    return dict(zip(OBJECTIVES, made, strict=True))[asked.objective]
