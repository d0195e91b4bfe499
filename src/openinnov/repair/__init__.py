"""What may stand in the place of a bad value, and whether a program may write it.

A suggestion is safe where it says the same in another spelling, and there is no second reading;
else it is a guess, which only a person can take. Each passes all checks of its field.
"""

from openinnov.repair.staging import stage
from openinnov.repair.suggesting import REPAIRABLE, Suggester, Suggestion

__all__ = ["REPAIRABLE", "Suggester", "Suggestion", "stage"]
