"""Reading a standard from its files."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from openinnov.exceptions import StandardError
from openinnov.standard.codelists import Codelists
from openinnov.standard.consistency import (
    check_consistency,
    check_descriptor,
    check_package,
    check_texts,
)
from openinnov.standard.cube import Cube
from openinnov.standard.files import read_cells, read_json, read_text, refuse_repeated
from openinnov.standard.values import (
    CARDS,
    SEVERITIES,
    Check,
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
_CHECK_COLUMNS = ("check", "severity", "card", "sentence", "why", "fix", "quarantines")
#: What happens to a file of the standard that is not as its profile says.
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError, ArithmeticError)
_NUMBERED = re.compile(r"-- [0-9]+\. (.+(?:\n--  +.+)*)")


@cache
def load(root: Path | str | None = None) -> Standard:
    """Return a standard: the one that this package ships, or the one in a folder.

    Raises `StandardError`, with the file and the place, when its files contradict each other.
    Tests have looked at the one that ships: of its files no more is read than each run needs.

    >>> list(load().tables["need"].fields)[:2]
    ['id', 'organization_id']
    """
    if root is None:
        standard = _read_shipped()
        check_consistency(standard)
        return standard
    standard = _read(Path(root), foreign=True)
    check_consistency(standard)
    _refuse_missing_checks(standard)
    check_texts(standard)
    return standard


def _read_shipped() -> Standard:
    try:
        return _read(_shipped(), foreign=False)
    except _MALFORMED:
        return _read(_shipped(), foreign=True)  # Slower: it knows the file and the place.


def _refuse_missing_checks(standard: Standard) -> None:
    """Raise `StandardError` where a check has no words, with which its findings are reported."""
    for name in _checks(_shipped() / "checks.csv"):
        if name not in standard.checks:
            raise StandardError(f"checks.csv: the check {name} is missing")


def _shipped() -> Path:
    # The wheel holds a copy; an editable install reads the checkout.
    package = Path(__file__).parents[1]
    installed = package / "schema"
    return installed if installed.is_dir() else package.parents[1] / "schema"


def _read(root: Path, *, foreign: bool) -> Standard:
    package = read_json(root / "datapackage.json")
    profile = None
    if foreign:
        check_package(package)
        profile = read_json(_shipped() / "profile.json")
    return Standard(
        name=package["name"],
        title=package["title"],
        version=package["version"],
        namespace=package["openinnov:namespace"],
        base=package["openinnov:base"],
        code_base=package["openinnov:codeBase"],
        prefixes=package["openinnov:prefixes"],
        tables={
            each["name"]: _table(root / each["schema"], each["name"], profile)
            for each in package["resources"]
        },
        codelists=Codelists(root),
        rules=_rules(root / "rules"),
        checks=_checks(root / "checks.csv"),
        root=root,
        foreign=foreign,
    )


def _table(file: Path, name: str, profile: Mapping[str, Any] | None) -> Table:
    schema = read_json(file)
    if profile is not None:
        check_descriptor(file.name, schema, profile)
    if schema["name"] != name:
        raise StandardError(f"{file.name}: name: datapackage.json calls the table {name}")
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
        observed=tuple(schema.get("openinnov:observed", ())),
        cube=_cube(schema["openinnov:cube"], references) if "openinnov:cube" in schema else None,
        primary_key=_strings(schema["primaryKey"]),
        fields={each["name"]: field(each, references) for each in schema["fields"]},
    )


def _cube(stated: Mapping[str, Any], references: Mapping[str, Reference]) -> Cube:
    return Cube(**stated, references={name: each.table for name, each in references.items()})


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
        example=descriptor.get("example"),
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


_BOUNDS = {"minimum": "minimum", "maximum": "maximum", "exclusive_minimum": "exclusiveMinimum"}


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


def _rules(folder: Path) -> Mapping[str, Rule]:
    if not folder.is_dir():
        raise StandardError("rules: there is no such folder")
    return {file.stem: _rule(file) for file in sorted(folder.iterdir())}


def _rule(file: Path) -> Rule:
    if file.suffix != ".sql":
        raise StandardError(f"rules/{file.name}: is no rule: its name does not end with .sql")
    query = read_text(file, f"rules/{file.name}")
    header = _HEADER.match(query)
    if header is None:
        raise StandardError(
            f"rules/{file.name}: the header needs a sentence, why, card, severity and fix, in order"
        )
    ignored = (re.sub(r"\n--\s+", " ", text) for text in _NUMBERED.findall(header["ignored"]))
    return Rule(
        name=file.stem,
        severity=header["severity"],
        card=header["card"],
        sentence=header["sentence"],
        why=header["why"],
        fix=header["fix"],
        ignored=tuple(ignored),
        query=query,
    )


def _checks(file: Path) -> Mapping[str, Check]:
    checks = []
    for name, severity, card, sentence, why, fix, quarantines in read_cells(
        file, file.name, _CHECK_COLUMNS
    ):
        for column, value, known in (
            ("severity", severity, SEVERITIES),
            ("card", card, CARDS),
            ("quarantines", quarantines, ("true", "false")),
        ):
            if value not in known:
                raise StandardError(
                    f"{file.name}: {name}: {column} must be one of {', '.join(known)}"
                )
        checks.append(Check(name, severity, card, sentence, why, fix, quarantines == "true"))
    refuse_repeated([check.name for check in checks], file.name)
    return {check.name: check for check in checks}
