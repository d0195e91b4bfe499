"""What is wrong with a key of a file that a person writes, in words of our own."""

from collections.abc import Mapping
from typing import Any

_MOMENT = "2026-01-15T09:00:00Z"
_TEXT = "this should be a text, in quotation marks"
_LIST = "this should be a list, in brackets"
_TABLE = "this should be a table of keys and values"
_NUMBER = "this should be a number, without quotation marks"
_WHOLE = "this should be a whole number, without quotation marks"
_TIME = f"this should be a date with its time and zone, without quotation marks, such as {_MOMENT}"
#: What to say for each kind of fault that the validation of a file finds.
_SAID: Mapping[str, str] = {
    "bool_type": "this should be true or false, without quotation marks",
    "datetime_type": _TIME,
    "dict_type": _TABLE,
    "extra_forbidden": "there is no such key",
    "greater_than_equal": "this should be {ge} or more",
    "int_from_float": _WHOLE,
    "int_type": _WHOLE,
    "is_instance_of": _NUMBER,
    "list_type": _LIST,
    "literal_error": "this should be {expected}",
    "missing": "this key is needed",
    "model_type": _TABLE,
    "string_pattern_mismatch": "this should have the form {pattern}",
    "string_too_long": "this is too long; the most is {max_length}",
    "string_too_short": "this should not be empty",
    "string_type": _TEXT,
    "timezone_aware": f"this needs a time zone, such as the Z of {_MOMENT}",
    "too_short": "this should not be empty",
}


def say(fault: Mapping[str, Any]) -> str:
    """Say what a key should be, never what it is.

    >>> say({"type": "literal_error", "ctx": {"expected": "'csv' or 'json'"}})
    "this should be 'csv' or 'json'"
    """
    context = fault.get("ctx", {})
    if fault["type"] in {"fault", "value_error"}:  # Faults of our own.
        return str(context.get("text", context.get("error")))
    return _SAID.get(fault["type"], "this may not stand here").format(**context)
