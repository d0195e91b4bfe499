"""Dates and times as formats of Unicode TS 35 have them."""

import re
from datetime import date

from openinnov.exceptions import MetadataError

#: The parts of a format of dates: what they match, and which part of the value it is.
_PARTS = {
    "yyyy": ("year", "[0-9]{4}"),
    "MM": ("month", "[0-9]{2}"),
    "M": ("month", "[0-9]{1,2}"),
    "dd": ("day", "[0-9]{2}"),
    "d": ("day", "[0-9]{1,2}"),
    "HH": ("hour", "[0-9]{2}"),
    "mm": ("minute", "[0-9]{2}"),
    "ss": ("second", "[0-9]{2}"),
}
_TOKENS = re.compile(r"yyyy|MM?|dd?|HH|mm|ss|\.?S+| ?X{1,3}| ?x{1,3}|[-/.: ]|'?T'?|(?P<other>.)")
_OFFSETS = ("[+-][0-9]{2}(?:[0-9]{2})?", "[+-][0-9]{4}", "[+-][0-9]{2}:[0-9]{2}")
#: Time zones by their letters: one to three, where large ones also allow "Z".
_ZONES = {
    letter * width: start + offset
    for letter, start in (("X", "Z|"), ("x", ""))
    for width, offset in enumerate(_OFFSETS, start=1)
}


def date_format(form: str) -> re.Pattern[str]:
    """Return the dates and times of a format of Unicode TS 35."""
    text = ""
    for token in _TOKENS.finditer(form):
        found = token[0]
        if token["other"]:
            raise MetadataError("a format of dates has a letter that is not known")
        if found in _PARTS:
            name, digits = _PARTS[found]
            text += f"(?P<{name}>{digits})"
        elif found.strip(".").startswith("S"):
            text += rf"(?:\.(?P<fraction>[0-9]{{1,{found.count('S')}}}))?"
        elif found.strip()[:1] in {"X", "x"} and found.strip():
            text += f"{' ' if found[0] == ' ' else ''}(?P<zone>{_ZONES[found.strip()]})"
        else:
            text += re.escape(found.strip("'"))
    try:
        return re.compile(text)
    except re.error:
        raise MetadataError("a format of dates names a part twice") from None


def said_date(base: str, pattern: re.Pattern[str], text: str) -> str:
    """Return a text of a format as XML Schema writes it; raise `ValueError` for any other."""
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError("is not of the format of its dates")
    parts = {name: value or "0" for name, value in found.groupdict().items()}
    day = clock = ""
    if base != "time":
        year, month, of_month = (int(parts.get(name, "1")) for name in ("year", "month", "day"))
        day = date(year, month, of_month).isoformat()
    if base != "date":
        names = ("hour", "minute", "second")
        clock = ":".join(f"{int(parts.get(name, '0')):02}" for name in names)
        if fraction := parts.get("fraction", "0").rstrip("0"):
            clock += f".{fraction}"
    zone = parts.get("zone", "")
    if len(zone) > 1 and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:] or '00'}"
    return "T".join(part for part in (day, clock) if part) + zone
