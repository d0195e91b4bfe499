"""What a cell says."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says."""

    #: As XML Schema writes it.
    text: str
    #: What it is compared by, where its datatype has an order.
    order: Any = None
