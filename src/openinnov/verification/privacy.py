"""Whether anybody is known from what a package tells, read as a stranger would read it."""

from typing import TYPE_CHECKING

from openinnov.verification import counts, notices, promises, sqlite, statements, twins
from openinnov.verification.facts import Facts, facts_of
from openinnov.verification.package import DESCRIPTOR, Package

if TYPE_CHECKING:
    from openinnov.submission import Submission


def check(
    package: Package, against: "Submission | None"
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is wrong, and what was looked at."""
    facts = facts_of(package.descriptor)
    faults = [f"{DESCRIPTOR}: the promise about {name} is not understood" for name in facts.unread]
    faults += [f"{DESCRIPTOR}: the schema of {path} is not understood" for path in package.unread]
    faults += promises.check(package, facts)
    faults += counts.check(package, facts)
    for told in (twins, sqlite, statements, notices):
        faults += told.check(package)
    if against is None:
        return tuple(faults), ()
    from openinnov.verification import columns
    from openinnov.verification.forbidden import with_forbidden
    from openinnov.verification.sweep import sweep

    facts = with_forbidden(facts, package, against)
    faults += columns.check(package, facts, against)
    faults += sweep(package.directory, facts.forbidden)
    return tuple(faults), (_note(facts),)


def _note(facts: Facts) -> str:
    sought = len({each.value for each in facts.forbidden})
    return (
        f"sought in every byte: {sought} values; "
        f"public elsewhere in the release: {facts.exempt}; too common to be sought: "
        f"{facts.unsought}"
    )
