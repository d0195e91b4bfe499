"""CKAN: a data set of which each file of the package is a resource.

A draft is a private data set: the members of its organization alone see it. Source: the
documentation of CKAN's action API.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from openinnov.depositing import Deposit, Wanted
from openinnov.depositing.package import Verified
from openinnov.depositing.web import Site, text_of
from openinnov.exceptions import DepositError, RefusedError

URL = None
_ACTIONS = "/api/3/action"
#: How CKAN calls the formats of files.
_FORMATS = {
    ".csv": "CSV",
    ".json": "JSON",
    ".jsonld": "JSON-LD",
    ".md": "Markdown",
    ".nq": "N-Quads",
    ".parquet": "Parquet",
    ".rdf": "RDF/XML",
    ".sqlite": "SQLite",
    ".trig": "TriG",
    ".ttl": "Turtle",
}


def deposit(package: Verified, site: Site, wanted: Wanted) -> Deposit:
    """Put the files into a data set of the name of the package, and return it."""
    if not wanted.organization:
        raise RefusedError("say which organization of the CKAN the data set belongs to")
    name = wanted.version_of or str(package.descriptor["name"])
    found = _ask(site, "GET", f"package_show?id={name}", missing=True)
    if found and wanted.version_of is None:
        raise DepositError(
            f"{site.url} has a data set {name} already; say that it is a new version"
        )
    if wanted.version_of and not found:
        raise DepositError(f"{site.url} has no data set {name}")
    metadata = _metadata(package, wanted.organization)
    if found:
        dataset = _ask(site, "POST", "package_patch", json={"id": text_of(found, "id"), **metadata})
    else:
        private = {"name": name, "private": True}
        dataset = _ask(site, "POST", "package_create", json={**private, **metadata})
    _upload(package, site, text_of(dataset, "id"), found.get("resources", ()))
    if wanted.publish:
        public = {"id": text_of(dataset, "id"), "private": False}
        dataset = _ask(site, "POST", "package_patch", json=public)
    return Deposit(name, f"{site.url}/dataset/{name}", published=dataset.get("private") is False)


def _upload(package: Verified, site: Site, dataset: str, earlier: Any) -> None:
    """Send each file, and take away those that the package no longer has."""
    from requests_toolbelt import MultipartEncoder

    known = {text_of(each, "name"): text_of(each, "id") for each in earlier}
    for name, path in package.files.items():
        with path.open("rb") as content:
            target = {"id": known[name]} if name in known else {"package_id": dataset}
            form = {"name": name, "format": _format(name), "upload": (path.name, content)}
            body = MultipartEncoder({**target, **form})
            action = "resource_update" if name in known else "resource_create"
            _ask(site, "POST", action, data=body, headers={"Content-Type": body.content_type})
    for name in known.keys() - package.files.keys():
        _ask(site, "POST", "resource_delete", json={"id": known[name]})


def _ask(site: Site, method: str, action: str, **what: Any) -> Mapping[str, Any]:
    answer = site.ask(method, f"{_ACTIONS}/{action}", authorization=site.token.secret, **what)
    result = answer.get("result") if answer.get("success") is not False else None
    return result if isinstance(result, dict) else {}


def _format(name: str) -> str:
    return _FORMATS.get(PurePosixPath(name).suffix, "TXT")


def _metadata(package: Verified, organization: str) -> dict[str, Any]:
    descriptor = package.descriptor
    return {
        "title": descriptor["title"],
        "notes": descriptor["description"],
        "owner_org": organization,
        "license_id": package.licence or "notspecified",
        "version": descriptor["version"],
        "author": package.publisher,
        "tags": [{"name": keyword} for keyword in package.keywords],
    }
