"""How the losses of the fields become one."""

from typing import Literal

import numpy as np

from openinnov.protection.anonymization.arrays import Floats

#: "rank" takes the losses in falling order, to be compared one after the other.
Aggregate = Literal["mean", "sum", "geometric", "maximum", "rank"]


def is_additive(name: Aggregate) -> bool:
    """Return whether the fields may be added up before anything is known of the others."""
    return name in {"mean", "sum"}


def aggregate(name: Aggregate, losses: Floats) -> Floats:
    """Return what the losses of fields (lines) make of nodes (columns).

    That is one line, or as many as fields if they are ranked.
    """
    fields = len(losses)
    match name:
        case "mean":
            found: Floats = losses.sum(0, keepdims=True) / fields
        case "sum":
            found = losses.sum(0, keepdims=True)
        case "geometric":
            found = np.prod(1 + losses, 0, keepdims=True) ** (1 / fields) - 1
        case "maximum":
            found = losses.max(0, keepdims=True)
        case "rank":
            found = -np.sort(-losses, 0)
    return found
