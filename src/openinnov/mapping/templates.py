"""Templates such as ``{prefix}-{file.key}-{name:slug}``."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openinnov.exceptions import MappingError
from openinnov.mapping.cells import clean, combined, joins_of
from openinnov.mapping.ids import SUFFIX, normalise, slug
from openinnov.mapping.loading import nearest
from openinnov.mapping.relation import Place, Relation, Value, apply_to_text
from openinnov.reading.headings import shown

if TYPE_CHECKING:
    from openinnov.mapping.document import Rule

#: The placeholder for the prefix of the publisher's ids.
_PREFIX = "prefix"
#: What may follow the name of a column, after a colon.
_FILTERS = ("slug", "lower")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NAMES = _PLACEHOLDER.findall


@dataclass(frozen=True, slots=True)
class _Part:
    """A text between placeholders, or a column with its filter."""

    text: str = ""
    column: str | None = None
    filter: str = ""


def makes_slug(template: str) -> bool:
    """Say whether a template makes a slug of a column."""
    return any(name.endswith(":slug") for name in _PLACEHOLDER.findall(template))


def columns_in(template: str, columns: Collection[str]) -> list[str]:
    """Return the columns that a template names."""
    names = (name if name in columns else name.rpartition(":")[0] for name in _NAMES(template))
    return [name for name in dict.fromkeys(names) if name in columns]


def compile_template(
    relation: Relation, rule: "Rule", prefix: str, longest: int, place: Place
) -> Value:
    """Return the text that a template makes; an empty part empties the whole.

    Its slugs share the room that the other parts leave, each in turn as much as it can.
    """
    found = _parts(rule.template or "", prefix, relation.columns, place.path)
    values = [_value(relation, part, rule, place) for part in found]
    slugs = [number for number, part in enumerate(found) if part.filter == "slug"]
    for number in slugs:
        later = [each for each in slugs if each > number]
        others = [v for each, v in enumerate(values) if each != number and each not in later]
        room = f"{longest - SUFFIX * len(later)}" + "".join(
            f" - length({value.sql})" for value in others
        )
        values[number] = _fit(relation, values[number], room, others, place)
    whole = " || ".join(value.sql for value in values) or "''"
    return combined(relation, whole, values, [part.column for part in found if part.column])


def _parts(template: str, prefix: str, columns: Collection[str], path: str) -> list[_Part]:
    found: list[_Part] = []
    place = 0
    for match in _PLACEHOLDER.finditer(template):
        found.append(_fixed(template[place : match.start()], path))
        found.append(
            _Part(prefix) if match[1] == _PREFIX else _placeholder(match[1], columns, path)
        )
        place = match.end()
    found.append(_fixed(template[place:], path))
    return [part for part in found if part.text or part.column is not None]


def _fixed(text: str, path: str) -> _Part:
    if "{" in text or "}" in text:
        raise MappingError(f"{path}: a brace is not closed, or not opened")
    return _Part(text)


def _placeholder(name: str, columns: Collection[str], path: str) -> _Part:
    if name in columns:
        return _Part(column=name)
    column, _, wanted = name.rpartition(":")
    if column in columns:
        if wanted not in _FILTERS:
            raise MappingError(f"{path}: there is no filter {shown(wanted)}, but slug, lower")
        return _Part(column=column, filter=wanted)
    near = nearest(column or name, columns)
    raise MappingError(f"{path}: there is no column {shown(column or name)}{near}")


def _value(relation: Relation, part: _Part, rule: "Rule", place: Place) -> Value:
    if part.column is None:
        return Value(relation.bench.bind(part.text), "NULL")
    value = clean(relation, part.column, rule, place)
    return (
        Value(f"lower({value.sql})", value.column, value.joins) if part.filter == "lower" else value
    )


def _fit(
    relation: Relation, value: Value, room: str, others: Sequence[Value], place: Place
) -> Value:
    """Return the slug of a value that fits into the room that the others leave."""
    sized = f"CAST(greatest({room}, 0) AS VARCHAR) || ' ' || {value.sql}"
    text = Value(sized, value.column, joins_of([*others, value]))
    return relation.derive(text, apply_to_text(_slug_of_size), place)


def _slug_of_size(text: str) -> str | None:
    size, _, name = text.partition(" ")
    return slug(name, int(size)) if normalise(name) else None
