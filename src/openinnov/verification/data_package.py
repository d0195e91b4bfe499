"""Whether the descriptor is one of a Data Package."""

from collections.abc import Iterator

from openinnov.verification.package import DESCRIPTOR, Package


def check(package: Package) -> Iterator[str]:
    """Yield what frictionless, which did not write it, has against the descriptor."""
    from frictionless import FrictionlessException
    from frictionless import Package as DataPackage

    try:
        DataPackage.from_descriptor(dict(package.descriptor), basepath=str(package.directory))
    except FrictionlessException as error:
        for reason in error.reasons or [error.error]:
            yield f"{DESCRIPTOR}: is no data package: {reason.title}"
