"""Put a published package into a repository of others: each module that `SERVICES` names is one.

A deposit is a draft, which a person looks at and publishes there, unless publishing is asked for.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from openinnov.depositing.package import Verified, verified
from openinnov.depositing.web import Site, Token
from openinnov.exceptions import RefusedError, UnknownNameError
from openinnov.plugins import Plugins

__all__ = ["SERVICES", "Deposit", "Service", "Token", "deposit"]


@dataclass(frozen=True, slots=True)
class Deposit:
    """What was put into a repository."""

    #: What the repository calls it.
    id: str
    #: Where a person looks at it.
    url: str
    #: Whether everybody can see it.
    published: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to become of the package in the repository."""

    #: In whose name it is; not every service asks.
    organization: str | None = None
    #: The deposit of which this is a new version.
    version_of: str | None = None
    publish: bool = False


class Service(Protocol):
    """What each service provides."""

    #: Where it is, if there is but one of its kind.
    URL: str | None

    def deposit(self, package: Verified, site: Site, wanted: Wanted) -> Deposit:
        """Put the files there, and return what came of it."""


#: The services, by their names.
SERVICES: Plugins[Service] = Plugins(__name__, {"zenodo": "zenodo", "ckan": "ckan"})


def deposit(  # noqa: PLR0913 -- each is a choice of its own
    directory: Path | str,
    service: str,
    token: Token,
    *,
    url: str | None = None,
    organization: str | None = None,
    version_of: str | None = None,
    publish: bool = False,
) -> Deposit:
    """Put a public package into a repository, as a draft unless `publish` is said.

    `service` is a key of `SERVICES`, at `url` if there are several of its kind. `version_of` is the
    id of an earlier deposit, of which this becomes a new version.

    Raises `RefusedError` if the package is not sound or not public, before anything is sent, and
    `DepositError` if the repository is not reached or does not take it; what it has by then is a
    draft.
    """
    if service not in SERVICES:
        raise UnknownNameError(f"there is no service {service}; choose {', '.join(SERVICES)}")
    chosen = SERVICES[service]
    address = url or chosen.URL
    if address is None:
        raise RefusedError(f"say where the {service} is, such as url=https://data.example.org")
    package = verified(Path(directory))
    with Site(address, token) as site:
        return chosen.deposit(package, site, Wanted(organization, version_of, publish))
