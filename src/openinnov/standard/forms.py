"""What the fields of others' Table Schemas state: their types, formats and constraints.

Each value is looked at before it is used, since the schema is the file of a stranger.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from openinnov.exceptions import StandardError
from openinnov.standard.consistency import portable
from openinnov.standard.guards import GUARDS, is_value, list_of, one_of
from openinnov.standard.values import Form

#: The type of a cell for each type and format of Table Schema. Those of a text with a format are
#: types of their own; a date with its own format spelt out is a date.
_KINDS = {
    ("any", "default"): "string",
    ("string", "default"): "string",
    ("string", "email"): "email",
    ("string", "uri"): "uri",
    ("string", "uuid"): "uuid",
    ("date", "%Y-%m-%d"): "date",
    **{
        (kind, "default"): kind
        for kind in (*GUARDS, "boolean", "list")
        if kind not in {"email", "uri", "uuid"}
    },
}
_TEXTS = ("string", "email", "uri", "uuid")
_ORDERED = ("integer", "number", "date", "datetime", "time", "year", "yearmonth")
_ITEMS = ("string", "integer", "boolean", "number", "datetime", "date", "time")
_BOUNDS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive-minimum",
    "exclusiveMaximum": "exclusive-maximum",
}
#: The types that each constraint is checked for.
_CONSTRAINTS: Mapping[str, Sequence[str]] = {
    "required": (*GUARDS, *_TEXTS, "boolean", "list"),
    "unique": (*GUARDS, *_TEXTS, "boolean", "list"),
    "enum": (*GUARDS, *_TEXTS, "boolean"),
    "pattern": _TEXTS,
    "minLength": (*_TEXTS, "list"),
    "maxLength": (*_TEXTS, "list"),
    **dict.fromkeys(_BOUNDS, _ORDERED),
}
#: What other keys of a field may say, since it is what this tool does anyway.
_FIXED: Mapping[str, tuple[Any, ...]] = {
    "bareNumber": (True,),
    "decimalChar": (".",),
    "groupChar": ("", None),
}
_TRUE, _FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
_NAMES: Mapping[type, str] = {str: "a text", list: "a list", dict: "an object"}
#: An escape, a class of characters, or one character of a pattern.
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """An object of a schema, and the place to name where it is faulty."""

    place: str
    value: Any

    def __post_init__(self) -> None:
        """Raise `StandardError` if it is no object."""
        if not isinstance(self.value, dict):
            raise StandardError(f"{self.place}: must be an object")

    def refuse(self, key: str, fault: str) -> NoReturn:
        """Raise `StandardError` about one of its keys."""
        raise StandardError(f"{self.place}: {key}: {fault}")

    def of(
        self,
        key: str,
        kinds: type | tuple[type, ...],
        default: Any = None,
        *,
        required: bool = False,
    ) -> Any:
        """Return a value of one of these types; raise `StandardError` if it is of another."""
        if key not in self.value and not required:
            return default
        value = self.value.get(key)
        accepted = kinds if isinstance(kinds, tuple) else (kinds,)
        if not isinstance(value, accepted):
            self.refuse(key, f"must be {' or '.join(_NAMES[kind] for kind in accepted)}")
        return value

    def text(self, key: str, *default: str | None) -> Any:
        """Return a text; one without a default is needed."""
        return self.of(key, str, *default, required=not default)

    def flag(self, key: str) -> bool:
        """Return whether something is said to be so."""
        value = self.value.get(key, False)
        if not isinstance(value, bool):
            self.refuse(key, "must be true or false")
        return value

    def count(self, key: str) -> int | None:
        """Return a number of characters or items, if it is said."""
        value = self.value.get(key, 0)
        if type(value) is not int or not 0 <= value < 1 << 31:
            self.refuse(key, "must be a whole number, not below 0")
        return value if key in self.value else None


def kind_of(said: Said) -> str:
    """Return the type of the cells of a field; raise `StandardError` if it is not done here."""
    declared, form = said.text("type", "string"), said.text("format", "default")
    for key, allowed in _FIXED.items():
        if key in said.value and said.value[key] not in allowed:
            said.refuse(key, "is not supported: write numbers such as 1234.5, and leave it out")
    if not any(declared == kind for kind, _ in _KINDS):
        said.refuse("type", f"{declared!r} is not supported")
    if (declared, form) not in _KINDS:
        said.refuse("format", f"{form!r} is not supported for the type {declared}")
    return _KINDS[declared, form]


def constraints_of(said: Said, kind: str) -> Said:
    """Return the constraints of a field; raise `StandardError` if one is not done for its type."""
    constraints = Said(f"{said.place}: constraints", said.of("constraints", dict, {}))
    for key in constraints.value:
        if kind not in _CONSTRAINTS.get(key, ()):
            constraints.refuse(key, f"is not supported for the type {said.text('type', 'string')}")
    return constraints


def form_of(said: Said, kind: str, constraints: Said, missing: tuple[str, ...]) -> Form:
    """Return what a field states besides its name, type and texts."""
    delimiter = said.text("delimiter", ",")
    if kind == "list" and len(delimiter) != 1:
        said.refuse("delimiter", "must be one character")
    form = Form(
        guard=_guard(said, kind, delimiter),
        missing=missing_values(said, missing),
        true_values=_texts(said, "trueValues", _TRUE),
        false_values=_texts(said, "falseValues", _FALSE),
        delimiter=delimiter,
    )
    bounds = {
        check: _value(constraints, key, kind, form, constraints.value[key])
        for key, check in _BOUNDS.items()
        if key in constraints.value
    }
    return replace(form, bounds=bounds, enums=tuple(_enums(said, constraints, kind, form)))


def _guard(said: Said, kind: str, delimiter: str) -> str | None:
    if kind == "boolean":
        return one_of((*_texts(said, "trueValues", _TRUE), *_texts(said, "falseValues", _FALSE)))
    if kind != "list":
        return GUARDS.get(kind)
    item = said.text("itemType", "string")
    if item not in _ITEMS:
        said.refuse("itemType", f"must be one of {', '.join(_ITEMS)}")
    return list_of(one_of((*_TRUE, *_FALSE)) if item == "boolean" else GUARDS.get(item), delimiter)


def _texts(said: Said, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    values = said.of(key, list, default)
    if not values or not all(isinstance(value, str) for value in values):
        said.refuse(key, "must be a list of texts")
    return tuple(values)


def missing_values(said: Said, default: tuple[str, ...]) -> tuple[str, ...]:
    """Return what stands where a value is missing: texts, or objects of a value and its label."""
    values = said.of("missingValues", list, None)
    if values is None:
        return default
    texts = tuple(_plain(each) for each in values)
    if not all(isinstance(text, str) for text in texts):
        said.refuse("missingValues", "must be a list of texts, or of objects of value and label")
    return texts


def _plain(value: Any) -> Any:
    """Return a value that may come with its label."""
    return value.get("value") if isinstance(value, dict) else value


def _enums(said: Said, constraints: Said, kind: str, form: Form) -> Iterator[tuple[str, ...]]:
    if "enum" in constraints.value:
        yield _listed(constraints, "enum", kind, form, constraints.of("enum", list))
    if "categories" in said.value:
        values = said.of("categories", list)
        yield _listed(said, "categories", kind, form, [_plain(each) for each in values])
    if said.flag("categoriesOrdered") and "categories" not in said.value:
        said.refuse("categoriesOrdered", "needs categories")


def _listed(
    said: Said, key: str, kind: str, form: Form, values: Sequence[object]
) -> tuple[str, ...]:
    if not values or kind not in _CONSTRAINTS["enum"]:
        said.refuse(key, "must list a value at least, of a field that is no list")
    return tuple(_value(said, key, kind, form, value) for value in values)


def _value(said: Said, key: str, kind: str, form: Form, value: object) -> str:
    """Return a value of a schema as a cell would write it; raise `StandardError` if it is none."""
    if isinstance(value, bool) and kind == "boolean":
        value = (form.true_values if value else form.false_values)[0]
    elif type(value) in {int, float}:
        value = repr(value)
    if not isinstance(value, str) or not is_value(kind, form.guard, value):
        said.refuse(key, "has a value that is not of the type of its field")
    return value


def portable_pattern(pattern: str) -> str | None:
    r"""Return a pattern that all engines read alike, if its meaning can be kept.

    A pattern means the whole cell, so anchors at its ends say nothing; ``\d`` is read as the
    digits from 0 to 9, as a number has them.

    >>> portable_pattern(r"^\d{4}$"), portable_pattern(r"[\dX]"), portable_pattern("^a|b$")
    ('[0-9]{4}', '[0-9X]', None)
    """
    tokens: list[str] = _TOKEN.findall(pattern)
    if not _has_choice(tokens):
        tokens = tokens[tokens[:1] == ["^"] : len(tokens) - (tokens[-1:] == ["$"])]
    text = "".join(map(_with_digits, tokens))
    return text if portable(text) else None


def _has_choice(tokens: Sequence[str]) -> bool:
    """Say whether a bar outside of all brackets parts a pattern."""
    depth = 0
    for part in tokens:
        depth += (part == "(") - (part == ")")
        if part == "|" and depth == 0:
            return True
    return False


def _with_digits(part: str) -> str:
    if part == r"\d":
        return "[0-9]"
    if not part.startswith("["):
        return part
    return re.sub(r"\\(.)", lambda found: "0-9" if found[1] == "d" else found[0], part)
