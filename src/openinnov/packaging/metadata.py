"""What a data package says of itself: its name, its licence, and what else it was given."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from openinnov.descriptor import general_faults
from openinnov.exceptions import RefusedError
from openinnov.foreign_table import is_ours
from openinnov.publication.description import PROFILE, licences
from openinnov.standard import load
from openinnov.standard.patterns import WEB

#: Properties that are not taken over: they are written anew, or are those of version 1.
_REPLACED = frozenset({"$schema", "profile", "resources"})
_TEXTS = ("id", "version")
_LICENCE = r"[A-Za-z0-9._-]+"
#: The lists of objects that may lead elsewhere.
_LEADING = ("licenses", "contributors", "sources")


def metadata(given: Mapping[str, Any], *, licence: str | None = None) -> dict[str, Any]:
    """Return the properties of a data package, in the words of version 2.

    `licence` is a code such as "CC-BY-4.0", or the address of a licence. Raises `RefusedError`
    where name or licence are missing, a property is malformed, or one is of our standard.
    """
    said = properties(given)
    if licence is not None:
        said["licenses"] = [_licence(licence)]
    lacking = list(_lacking(said))
    found = [*lacking, *faults(said)]
    if found:
        lines = "".join(f"\n  {fault}" for fault in found)
        raise RefusedError(
            "the description of the package does not say what open data need; correct it, or give "
            f"it with --descriptor FILE:{lines}"
        )
    if is_ours(said):
        raise RefusedError(
            "the description belongs to our standard; such data go through openinnov publish, "
            "which protects them"
        )
    return {
        "$schema": PROFILE,
        **{key: said.pop(key) for key in ("name", "title", "description") if key in said},
        **said,
        "licenses": licences(load(), said["licenses"]),
    }


def properties(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what properties say in the words of version 2, without those that say nothing."""
    said = {
        key: value
        for key, value in given.items()
        if key not in _REPLACED and value not in (None, "", [], {})
    }
    if isinstance(said.get("contributors"), list):
        said["contributors"] = [_with_roles(each) for each in said["contributors"]]
    return said


def faults(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is malformed of the properties of a package, or of one of its resources."""
    found = [fix for _, fix in general_faults(said, load())]
    found += [f"{key} should be a text" for key in _TEXTS if not isinstance(said.get(key, ""), str)]
    yield from found
    if found:
        return
    for key in _LEADING:
        for each in said.get(key, ()):
            if "path" in each and not re.fullmatch(WEB, each["path"]):
                yield f"{key}: path should be an address that begins with https:// or http://"
    for each in said.get("licenses", ()):
        if "path" not in each and "name" not in each:
            yield 'licenses: each needs a name such as "CC-BY-4.0", or a path'
        if not re.fullmatch(_LICENCE, each.get("name", "x")):
            yield 'licenses: name should be of letters, digits and signs, such as "CC-BY-4.0"'


def _lacking(said: Mapping[str, Any]) -> Iterator[str]:
    if "name" not in said:
        yield 'add name, such as "trees-of-dhaka": --name NAME'
    if "licenses" not in said:
        yield 'add licenses, such as [{"name": "CC-BY-4.0"}]: --license CC-BY-4.0'


def _licence(text: str) -> dict[str, str]:
    codes = load().codelists["license"].codes
    if text in codes:
        return {"name": text}
    if re.fullmatch(WEB, text):
        return {"path": text}
    raise RefusedError(
        f"the licence should be an address, or one of {', '.join(sorted(codes))}: --license "
        "CC-BY-4.0"
    )


def _with_roles(contributor: Any) -> Any:
    """Return a contributor with a list of roles, where version 1 has one."""
    if not isinstance(contributor, dict) or "role" not in contributor:
        return contributor
    role = contributor["role"]
    return {
        **{key: value for key, value in contributor.items() if key != "role"},
        **({} if "roles" in contributor else {"roles": [role]}),
    }
