"""Reading a standard from its files."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from openinnov.exceptions import StandardError
from openinnov.standard.consistency import check_consistency, check_descriptor
from openinnov.standard.values import (
    Check,
    Code,
    Codelist,
    Consent,
    Field,
    Individual,
    Reference,
    Rule,
    Shortcut,
    Standard,
    Table,
)

_HEADER = re.compile(
    r"-- (?P<sentence>.+\.)\n"
    r"--\n"
    r"-- why: (?P<why>.+)\n"
    r"(?P<ignored>(?:-- .*\n)*?)"
    r"-- card: (?P<card>validity|accuracy|usefulness|privacy)\n"
    r"-- severity: (?P<severity>error|warning|info)\n"
    r"-- fix: (?P<fix>.+\.)\n"
)
_NUMBERED = re.compile(r"-- [0-9]+\. (.+(?:\n--  +.+)*)")


@cache
def load(root: Path | str | None = None) -> Standard:
    """Return a standard: the one that this package ships, or the one in a folder.

    Raises `StandardError`, with the file and the place, when its files contradict each other.

    >>> list(load().tables["need"].fields)[:2]
    ['id', 'organization_id']
    """
    standard = _read(_shipped() if root is None else Path(root), foreign=root is not None)
    check_consistency(standard)
    return standard


def _shipped() -> Path:
    # The wheel holds a copy; an editable install reads the checkout.
    package = Path(__file__).parents[1]
    installed = package / "schema"
    return installed if installed.is_dir() else package.parents[1] / "schema"


def _read(root: Path, *, foreign: bool) -> Standard:
    package, profile = _json(root / "datapackage.json"), _json(root / "profile.json")
    try:
        return Standard(
            name=package["name"],
            title=package["title"],
            version=package["version"],
            namespace=package["openinnov:namespace"],
            base=package["openinnov:base"],
            code_base=package["openinnov:codeBase"],
            prefixes=package["openinnov:prefixes"],
            tables={
                each["name"]: _table(root / each["schema"], profile)
                for each in package["resources"]
            },
            codelists=_Codelists(root),
            rules={name: _rule(root / "rules" / f"{name}.sql") for name in _stems(root / "rules")},
            checks=_checks(root / "checks.csv"),
            root=root,
            foreign=foreign,
        )
    except KeyError as error:
        raise StandardError(f"datapackage.json: the property {error} is missing") from None


def _json(file: Path) -> dict[str, Any]:
    try:
        descriptor: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise StandardError(f"{file.name}: cannot be read as UTF-8: {error}") from error
    except json.JSONDecodeError as error:
        raise StandardError(f"{file.name}: line {error.lineno} is no JSON: {error.msg}") from error
    return descriptor


def _table(file: Path, profile: Mapping[str, Any]) -> Table:
    schema = _json(file)
    check_descriptor(file.name, schema, profile)
    references = dict(_references(schema))
    consent = schema.get("openinnov:consent")
    individual = schema.get("openinnov:individual")
    shortcut = schema.get("openinnov:shortcut")
    return Table(
        name=schema["name"],
        title=schema["title"],
        description=schema["description"],
        kind=schema["openinnov:kind"],
        classes=_strings(schema["openinnov:class"]),
        subject=schema["openinnov:subject"],
        required=schema.get("openinnov:required", False),
        consent=Consent(**consent) if consent else None,
        individual=Individual(individual["when"], tuple(individual["fields"]))
        if individual
        else None,
        language=schema.get("openinnov:language"),
        shortcut=Shortcut(**shortcut) if shortcut else None,
        primary_key=_strings(schema["primaryKey"]),
        fields={each["name"]: field(each, references) for each in schema["fields"]},
    )


def field(descriptor: Mapping[str, Any], references: Mapping[str, Reference]) -> Field:
    """Return the field that a field descriptor of a Table Schema describes."""
    constraints = descriptor.get("constraints", {})
    codelist = descriptor.get("openinnov:codelist", {})
    bounds: dict[str, Any] = {
        name: Decimal(str(constraints[key])) for name, key in _BOUNDS.items() if key in constraints
    }
    return Field(
        name=descriptor["name"],
        type=descriptor["openinnov:type"],
        title=descriptor["title"],
        description=descriptor["description"],
        privacy=descriptor["openinnov:privacy"],
        required=constraints.get("required", False),
        waived=descriptor.get("openinnov:waived", False),
        recommended=descriptor.get("openinnov:recommended", False),
        unique=constraints.get("unique", False),
        pattern=constraints.get("pattern", descriptor.get("openinnov:itemPattern")),
        min_length=constraints.get("minLength"),
        max_length=constraints.get("maxLength"),
        codelists=(codelist["list"], *codelist.get("also", ())) if codelist else (),
        codelist_open=codelist.get("open", False),
        reference=references.get(descriptor["name"]),
        translatable=descriptor.get("openinnov:translatable", False),
        free_text=descriptor.get("openinnov:freeText", False),
        count="openinnov:count" in descriptor,
        merge=descriptor.get("openinnov:merge"),
        hierarchy=descriptor.get("openinnov:hierarchy"),
        properties=_strings(descriptor.get("openinnov:property", [])),
        **bounds,
    )


_BOUNDS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusive_minimum": "exclusiveMinimum",
}


def _references(schema: Mapping[str, Any]) -> Iterator[tuple[str, Reference]]:
    for key in schema.get("foreignKeys", []):
        (name,), target = key["fields"], key["reference"]
        yield name, Reference(target["resource"], target["fields"][0], external=False)
    for each in schema["fields"]:
        if "openinnov:external" in each:
            table, _, name = each["openinnov:external"].partition(".")
            yield each["name"], Reference(table, name, external=True)


def _strings(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _stems(folder: Path) -> list[str]:
    return sorted(file.name.removesuffix(".sql") for file in folder.iterdir())


def _rule(file: Path) -> Rule:
    query = file.read_text("utf-8")
    header = _HEADER.match(query)
    if header is None:
        raise StandardError(
            f"rules/{file.name}: the header needs a sentence, why, card, severity and fix, in order"
        )
    ignored = (re.sub(r"\n--\s+", " ", text) for text in _NUMBERED.findall(header["ignored"]))
    return Rule(
        name=file.name.removesuffix(".sql"),
        severity=header["severity"],
        card=header["card"],
        sentence=header["sentence"],
        why=header["why"],
        fix=header["fix"],
        ignored=tuple(ignored),
        query=query,
    )


def _checks(file: Path) -> Mapping[str, Check]:
    rows = csv.DictReader(file.read_text("utf-8").splitlines())
    return {
        row["check"]: Check(
            name=row["check"],
            severity=row["severity"],
            card=row["card"],
            sentence=row["sentence"],
            why=row["why"],
            fix=row["fix"],
            quarantines=row["quarantines"] == "true",
        )
        for row in rows
    }


class _Codelists(Mapping[str, Codelist]):
    """The codelists of a standard, each read when it is asked for: most runs need few of them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        rows = csv.DictReader((root / "codelists.csv").read_text("utf-8").splitlines())
        self._titles = {row["name"]: row["title"] for row in rows}
        self._read: Callable[[str], Codelist] = cache(self._codelist)

    def __getitem__(self, name: str) -> Codelist:
        if name not in self._titles:
            raise KeyError(name)
        return self._read(name)

    def __contains__(self, name: object) -> bool:
        return name in self._titles  # Without reading the list, which the inherited method does.

    def __iter__(self) -> Iterator[str]:
        return iter(self._titles)

    def __len__(self) -> int:
        return len(self._titles)

    def _codelist(self, name: str) -> Codelist:
        file = self._root / "codelists" / f"{name}.csv"
        with file.open(encoding="utf-8", newline="") as lines:
            codes = [Code(*row[:8]) for row in csv.reader(lines)][1:]
        if not codes:
            raise StandardError(f"codelists/{name}.csv: a codelist has a code at least")
        return Codelist(name, self._titles[name], {code.code: code for code in codes})
