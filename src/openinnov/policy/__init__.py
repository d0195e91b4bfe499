"""The privacy policy: the base, and what a ministry lays over it, which may only be stricter."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from openinnov.exceptions import PolicyError
from openinnov.policy.checking import check, check_tighter
from openinnov.policy.counts import CountRule
from openinnov.policy.microdata import ANONYMIZE, OBJECTIVES
from openinnov.policy.values import DROP, KEEP, OPEN, Agreement, Policy, Treatment
from openinnov.standard import Standard
from openinnov.standard import load as load_standard

__all__ = [
    "ANONYMIZE",
    "DROP",
    "KEEP",
    "OBJECTIVES",
    "OPEN",
    "Agreement",
    "CountRule",
    "Policy",
    "Treatment",
    "load",
]

_BASE = "policy.toml"
#: Where a file says how tables of counts are protected.
_COUNTS = "tables"
#: What each file says of itself.
_OWN = ("policy", "name", "version")


def load(path: Path | str | None = None, *, standard: Standard | None = None) -> Policy:
    """Return the base policy, with the file of a ministry laid over it if one is given.

    Raises `PolicyError` where the file is faulty, looser than the base, or not comparable with it.

    >>> load().identity["name"]
    'base'
    """
    from openinnov.policy.document import parse

    standard = standard or load_standard()
    content = _read(standard.root / _BASE)
    base = parse(content, _BASE)
    check(base, standard, _BASE)
    if path is None:
        return base
    path = Path(path)
    own = _with_lines(_read(path), path.parent)
    missing = [name for name in _OWN if name not in own]
    if missing:
        raise PolicyError(f"{path.name}: add {', '.join(missing)} to its first lines")
    policy = parse(_laid_over(content, own), path.name)
    check(policy, standard, path.name)
    check_tighter(policy, base, standard, path.name)
    return replace(policy, under=base)


def _with_lines(own: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return a policy with the lines of the hierarchies that it has in files beside it."""
    for table in _mappings(own.get("microdata")):
        for hierarchy in _mappings(table.get("hierarchies")):
            if isinstance(name := hierarchy.pop("file", None), str):
                hierarchy["lines"] = _lines(folder / name)
    return own


def _mappings(value: Any) -> list[dict[str, Any]]:
    found = value.values() if isinstance(value, dict) else ()
    return [each for each in found if isinstance(each, dict)]


def _lines(path: Path) -> dict[str, list[str]]:
    rows = [row for row in csv.reader(_text(path).splitlines()) if row]
    lines = {value: levels for value, *levels in rows[1:]}
    if len(lines) != len(rows) - 1:
        raise PolicyError(f"{path.name}: a value has two lines")
    return lines


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PolicyError(f"{path.name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise PolicyError(f"{path.name}: byte {error.start} is not UTF-8") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{path.name}: {error}") from None


def _laid_over(base: Any, own: Any, *, treats: bool = True) -> Any:
    """Lay one document over another: tables are joined, lists grow, all else is replaced.

    A treatment, which says a method, is replaced as a whole; of tables of counts the method is one
    key among others.
    """
    if isinstance(base, Mapping) and isinstance(own, Mapping) and not (treats and "method" in own):
        joined = {
            name: _laid_over(base.get(name), each, treats=treats and name != _COUNTS)
            for name, each in own.items()
        }
        return {**base, **joined}
    if isinstance(base, list) and isinstance(own, list):
        return [*base, *(each for each in own if each not in base)]
    return own
