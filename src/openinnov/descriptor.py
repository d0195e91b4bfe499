"""The descriptor of a package: who publishes what, when and under which licence."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from openinnov.standard import Standard
from openinnov.standard.patterns import LANGUAGE

#: What a release needs of its descriptor, and what each property says.
REQUIRED = {
    "name": "a short name for addresses, of lower-case letters, digits and hyphens",
    "title": "the title of the package",
    "description": "what the package holds",
    "licenses": "the licence, such as CC-BY-4.0",
    "created": "when the package was made, with time zone, such as 2026-01-15T09:00:00Z",
    "version": "the version, such as 2026.01.15",
    "openinnov:standard": "the version of the standard that the data follow",
    "openinnov:publisher": "the id of the publisher in the table organization",
    "openinnov:prefix": "the prefix of the publisher's ids, such as bd-a2i",
    "openinnov:language": "the language of the texts, such as en",
}
_FORMS = {
    "name": r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?",
    "version": r"[0-9]{4}\.[0-9]{2}\.[0-9]{2}(\.[0-9]+)?|[0-9]+\.[0-9]+\.[0-9]+",
    "openinnov:prefix": r"[a-z]{2,3}-[a-z0-9]{2,16}",
    "openinnov:language": LANGUAGE,
    "openinnov:base": r"https?://[A-Za-z0-9.-]+(/[A-Za-z0-9._~-]+)*",
}
_BASE = "a web address without a slash at its end"
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)


def faults(descriptor: Mapping[str, Any], standard: Standard) -> Iterator[tuple[str, str]]:
    """Yield each property that is missing or malformed, with what it should say."""
    for name, meaning in REQUIRED.items():
        if not descriptor.get(name):
            yield name, f"add {name}: {meaning}"
    for name, form in _FORMS.items():
        value = descriptor.get(name)
        if value and not (isinstance(value, str) and re.fullmatch(form, value)):
            yield name, f"{name} should be {REQUIRED.get(name, _BASE)}"
    created = descriptor.get("created")
    if created and not _is_moment(created):
        yield "created", f"created should be {REQUIRED['created']}"
    if descriptor.get("licenses") and not _names_licences(descriptor["licenses"]):
        yield "licenses", 'licenses should be a list such as [{"name": "CC-BY-4.0"}]'
    version = descriptor.get("openinnov:standard")
    if version and str(version).split(".")[0] != standard.version.split(".")[0]:
        yield "openinnov:standard", f"this tool knows version {standard.version} of the standard"


def _is_moment(value: object) -> bool:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _names_licences(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, dict) and (each.get("name") or each.get("path")) for each in value
    )
