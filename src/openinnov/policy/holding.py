"""What is held back whatever its class: until a day, or for good."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Embargo:
    """What leaves from a day on, and before it stays in the house."""

    table: str
    #: The day from which on it leaves.
    until: date
    #: The code of the reason, from the codelist of withheld reasons.
    reason: str
    #: The fields that are held back; whole records if there are none.
    fields: tuple[str, ...] = ()
    #: The ids of the records that are held back; all of the table if there are none.
    records: frozenset[str] = field(default=frozenset(), repr=False)

    def holds(self, day: str) -> bool:
        """Say whether it holds on a day; on one that is not known it does."""
        return not day or day < self.until.isoformat()
