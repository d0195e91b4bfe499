"""Numbers as formats have them: patterns of Unicode TS 35, and signs for point and groups."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from openinnov.csvw.value import Value
from openinnov.csvw.vocabulary import INTEGERS
from openinnov.exceptions import MetadataError

_RANGES: Mapping[str, tuple[float, float]] = {
    "byte": (-(2**7), 2**7 - 1),
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "nonNegativeInteger": (0, float("inf")),
    "positiveInteger": (1, float("inf")),
    "nonPositiveInteger": (float("-inf"), 0),
    "negativeInteger": (float("-inf"), -1),
}
_SPECIAL = {"NaN", "INF", "-INF"}
_DECIMAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FORMS = {"integer": "[+-]?[0-9]+", "decimal": _DECIMAL, "": rf"{_DECIMAL}(?:[eE][+-]?[0-9]+)?"}


def number_format(form: object) -> tuple[str, str | None, re.Pattern[str] | None]:
    """Return the sign of the point, that of groups, and the pattern, of a format of numbers.

    Raises `MetadataError` for a pattern that is none.
    """
    described: Mapping[str, Any] = form if isinstance(form, Mapping) else {"pattern": form}
    point, group = described.get("decimalChar", "."), described.get("groupChar")
    pattern = described.get("pattern")
    if pattern is not None and group is None:
        group = ","
    return point, group, None if pattern is None else _number_pattern(str(pattern))


def _number_pattern(pattern: str) -> re.Pattern[str]:
    """Return the numbers of a pattern of Unicode TS 35, once they have no grouping.

    >>> bool(_number_pattern("#,##0.00").fullmatch("1234.50"))
    True
    """
    found = re.fullmatch(
        r"(?P<sign>[+-]?)(?P<whole>[#0,]+)(?:\.(?P<part>[0#,]+))?(?:E(?P<plus>\+?)(?P<power>[#0]+))?"
        r"(?P<unit>[%\u2030]?)",
        pattern,
    )
    if found is None:
        raise MetadataError("a format of numbers is no pattern of the form #,##0.##")
    whole, part = found["whole"].count("0"), found["part"]
    text = f"[+-]?[0-9]{{{whole},}}" if whole else "[+-]?[0-9]*"
    if part:
        least, most = part.count("0"), part.count("0") + part.count("#")
        text += rf"\.[0-9]{{{least},{most}}}" if least else rf"(?:\.[0-9]{{1,{most}}})?"
    if found["power"]:
        text += f"E[+-]?[0-9]{{{found['power'].count('0')},}}"
    return re.compile(text + re.escape(found["unit"]))


def number(
    base: str, point: str, group: str | None, pattern: re.Pattern[str] | None, text: str
) -> Value:
    """Return the number that a text says; raise `ValueError` if it says none of the datatype."""
    if text in _SPECIAL and base in {"double", "float", "number"}:
        return Value(text, float(text.replace("INF", "inf")))
    if group:
        if group * 2 in text:
            raise ValueError(f"is no {base}")
        text = text.replace(group, "")
    if point != ".":
        text = text.replace(".", "\0").replace(point, ".")
    if pattern is not None and pattern.fullmatch(text) is None:
        raise ValueError("is not of the format of its numbers")
    shift = {"%": 2, "\u2030": 3}.get(text[-1:], 0)
    text = text[:-1] if shift else text
    form = _FORMS["integer" if base in INTEGERS else "decimal" if base == "decimal" else ""]
    if re.fullmatch(form, text) is None:
        raise ValueError(f"is no {base}")
    order = Decimal(text).scaleb(-shift)
    low, high = _RANGES.get(base, (order, order))
    if not low <= order <= high:
        raise ValueError(f"is no {base}")
    return Value(f"{order:f}" if shift else text, order)
