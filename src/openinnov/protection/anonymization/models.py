"""Privacy models: what a class must fulfil, or its rows are suppressed."""

from typing import Protocol

from openinnov.protection.anonymization.arrays import Bools
from openinnov.protection.anonymization.classes import Classes
from openinnov.protection.anonymization.problem import Problem


class Model(Protocol):
    """What each privacy model provides."""

    @property
    def rises(self) -> bool:
        """Return whether classes that hold make a class that holds when they are merged."""

    @property
    def least(self) -> int:
        """Return a number of rows that each class has that holds."""

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class holds."""

    def needed(self, problem: Problem) -> "Model":
        """Return what each class that holds fulfils, and no part of a class that does not.

        The rows that fail it are fewer, or the same, in each more general node. A model that has
        that property returns itself.
        """
