"""Anonymization of records, as arrays: classes, privacy models, objectives, and the best node.

A `problem` is made of the lines of a grouped table; `search` finds the levels that lose least, and
proves it; `classes` are the rows that a node makes equal; `local_suppression` saves rows that fail
by blanking single cells. Nothing here knows tables or policies.
Importing this imports numpy.
"""

from openinnov.protection.anonymization.blanks import loose_sizes, strict_sizes
from openinnov.protection.anonymization.class_sizes import AverageClassSize, Discernibility
from openinnov.protection.anonymization.classes import Classes, Node, classes
from openinnov.protection.anonymization.closeness import Closeness
from openinnov.protection.anonymization.computed import (
    by_date,
    by_parents,
    by_reference,
    by_width,
)
from openinnov.protection.anonymization.diversity import (
    DistinctDiversity,
    EntropyDiversity,
    RecursiveDiversity,
)
from openinnov.protection.anonymization.entropy import Entropy
from openinnov.protection.anonymization.hierarchy import Hierarchy, from_lines
from openinnov.protection.anonymization.levels import Height, Precision
from openinnov.protection.anonymization.likeness import BetaLikeness, DeltaDisclosure
from openinnov.protection.anonymization.local_suppression import (
    Blanked,
    local_suppression,
    shown_classes,
    shown_columns,
    whole,
)
from openinnov.protection.anonymization.loss import Loss
from openinnov.protection.anonymization.models import Model
from openinnov.protection.anonymization.objectives import Objective
from openinnov.protection.anonymization.problem import Attribute, Field, Problem, problem
from openinnov.protection.anonymization.search import Solution, search
from openinnov.protection.anonymization.sizes import DeltaPresence, KAnonymity, KMap

__all__ = [
    "Attribute",
    "AverageClassSize",
    "BetaLikeness",
    "Blanked",
    "Classes",
    "Closeness",
    "DeltaDisclosure",
    "DeltaPresence",
    "Discernibility",
    "DistinctDiversity",
    "Entropy",
    "EntropyDiversity",
    "Field",
    "Height",
    "Hierarchy",
    "KAnonymity",
    "KMap",
    "Loss",
    "Model",
    "Node",
    "Objective",
    "Precision",
    "Problem",
    "RecursiveDiversity",
    "Solution",
    "by_date",
    "by_parents",
    "by_reference",
    "by_width",
    "classes",
    "from_lines",
    "local_suppression",
    "loose_sizes",
    "problem",
    "search",
    "shown_classes",
    "shown_columns",
    "strict_sizes",
    "whole",
]
