"""Risk: how likely a row is linked to its person, and how much is then learnt.

All measures come out of one table of classes, as arrays; importing this imports numpy.
"""

from openinnov.protection.risk.fields import FieldSet, FieldSets, field_sets
from openinnov.protection.risk.individual import global_risk, households, individual
from openinnov.protection.risk.reached import Reached, k_reached, reached
from openinnov.protection.risk.reidentification import Linkage, journalist, marketer, prosecutor

__all__ = [
    "FieldSet",
    "FieldSets",
    "Linkage",
    "Reached",
    "field_sets",
    "global_risk",
    "households",
    "individual",
    "journalist",
    "k_reached",
    "marketer",
    "prosecutor",
    "reached",
]
