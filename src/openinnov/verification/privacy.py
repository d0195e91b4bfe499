"""Whether anybody is known from what a package tells, read as a stranger would read it."""

from typing import TYPE_CHECKING

from openinnov.verification import promises
from openinnov.verification.facts import facts_of
from openinnov.verification.package import DESCRIPTOR, Package

if TYPE_CHECKING:
    from openinnov.submission import Submission


def check(
    package: Package, against: "Submission | None"
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is wrong, and what was looked at."""
    facts = facts_of(package.descriptor)
    faults = [f"{DESCRIPTOR}: the promise about {name} is not understood" for name in facts.unread]
    faults += promises.check(package, facts)
    return tuple(faults), ()
