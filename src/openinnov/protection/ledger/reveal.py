"""What a ledger finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reveal:
    """Something that an earlier release hid, and the new one beside it would tell."""

    table: str
    #: The field of a number, or ``*`` for records.
    field: str
    #: What is wrong, without a value.
    what: str
    #: The earlier release.
    earlier: str
    #: The hash of the record or of the class, for the private appendix.
    place: str
