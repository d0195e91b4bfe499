"""Objectives: what is lost by a node, which the search makes least."""

from typing import Protocol

from openinnov.protection.anonymization.arrays import Bools, Floats, Ints
from openinnov.protection.anonymization.classes import Classes, Node
from openinnov.protection.anonymization.problem import Problem


class Objective(Protocol):
    """What each objective provides."""

    def gauge(self, problem: Problem, least: int) -> "Gauge":
        """Return how it is measured, if each class that is kept has at least so many rows."""


class Gauge(Protocol):
    """An objective that knows the problem.

    What is lost is told in parts: one, or one for each field where they cannot be added up. Each is
    a bound without suppression, which grows with the levels, and what suppression adds to it, which
    grows with the suppressed rows and when the levels fall.
    """

    @property
    def parts(self) -> int:
        """Return how many parts there are."""

    def low(self, node: Node, classes: Classes) -> Floats:
        """Return the parts without suppression: no more general node has less."""

    def penalty(self, node: Node, classes: Classes, fails: Bools) -> Floats:
        """Return what suppressing the failing classes adds to the parts."""

    def small(self, rows: Ints) -> Floats:
        """Return what is added at least when so many rows of classes below the least go."""

    def keys(self, low: Floats, penalty: Floats, suppressed: Ints) -> Floats:
        """Return the least loss of nodes from bounds of its parts: a column for each."""

    def loss(self, low: Floats, penalty: Floats, classes: Classes, fails: Bools) -> Floats:
        """Return the loss of a node: a number, or several to be compared one after the other."""
