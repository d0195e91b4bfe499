"""Running the semantic rules of a standard: what each query needs, and whether it is there."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from openinnov.engine.sql import literal
from openinnov.engine.views import RULE_VIEWS
from openinnov.standard import Rule, Standard

if TYPE_CHECKING:
    from collections.abc import Collection


#: A text, or a comment: whichever comes first hides the other.
_NO_NAME = re.compile(r"'(?:[^']|'')*'|--.*")
_WORD = re.compile(r"[a-z_][a-z0-9_]*")
#: What takes columns without naming them.
_UNNAMED = re.compile(r"(?:\b(?:select|distinct|all)\s|[.,])\s*\*|\bnatural\b|\bcolumns\b")
#: The views that the detectors of personal data read to fill their table.
_WHERE_DETECTORS_LOOK = frozenset({"text_cell", "id_cell"})
#: What the prefix of the tables of an earlier release is.
PREVIOUS = "previous_"


@dataclass(frozen=True, slots=True)
class Needs:
    """What a rule reads."""

    tables: frozenset[str]
    #: All names in its query, those of columns among them, and whether it takes others as well.
    words: frozenset[str]
    unnamed: bool
    #: The views over all tables.
    views: frozenset[str]
    codelists: frozenset[str]
    lookups: frozenset[str]
    #: Whether it is about the package as a whole, so that it also needs no table.
    package: bool
    #: Whether it reads the descriptor, and an earlier release.
    descriptor: bool
    previous: bool
    #: Whether a field that is not public may have a part in what it finds.
    reads_protected: bool


def needs(standard: Standard, rule: Rule) -> Needs:
    """Work out what a rule reads, from the names in its query."""
    sql = _NO_NAME.sub(" ", rule.query)
    words = frozenset(_WORD.findall(sql.lower()))
    earlier = {word.removeprefix(PREVIOUS) for word in words if word.startswith(PREVIOUS)}
    tables = words & standard.tables.keys()
    fields = {
        field.name
        for name in tables | (earlier & standard.tables.keys())
        for field in standard.tables[name].fields.values()
        if field.privacy != "public"
    }
    detected = "personal_data_match" in words
    return Needs(
        tables=tables,
        words=words,
        unnamed=_UNNAMED.search(sql.lower()) is not None,
        views=(words & RULE_VIEWS.keys()) | (_WHERE_DETECTORS_LOOK if detected else frozenset()),
        codelists=frozenset(
            word.removeprefix("codelist_") for word in words if word.startswith("codelist_")
        ),
        lookups=words & _lookups(standard.root),
        package=literal("descriptor") in rule.query,
        descriptor="descriptor" in words or literal("descriptor") in rule.query,
        previous=bool(earlier & standard.tables.keys()),
        # What shows that a person is recognisable must not show how.
        reads_protected=rule.card == "privacy" or detected or bool(words & fields),
    )


def unevaluated(
    need: Needs, present: "Collection[str]", *, descriptor: bool, previous: bool
) -> str | None:
    """Return the name of the reason why a rule cannot be evaluated, or none if it can."""
    if need.previous and not previous:
        return "no-previous"
    if need.descriptor and not descriptor:
        return "no-descriptor"
    # Of a described package also what is absent tells something; a bare file is a part of one.
    alone = not need.package and not (descriptor and need.views)
    if need.tables and alone and not need.tables & set(present):
        return "no-table"
    return None


def rule_query(rule: Rule) -> str:
    """Return a rule as a query of findings; the last newline ends a closing comment."""
    return (
        f"SELECT {literal(rule.name)}, t, NULL, r, f, CAST(v AS VARCHAR), NULL "
        f"FROM (\n{rule.query}\n) AS found(t, r, f, v)"
    )


@cache
def _lookups(root: Path) -> frozenset[str]:
    return frozenset(file.stem for file in (root / "lookups").iterdir())
