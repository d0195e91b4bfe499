"""Rounding of counts that is unbiased, and always the same for the same cell."""

import hashlib
import hmac
import unicodedata

from openinnov.exceptions import RefusedError
from openinnov.protection.key import Key
from openinnov.protection.tables.cells import Coordinates

_LEAST_BASE = 2
_BYTES = 16


def round_count(coordinates: Coordinates, count: int, *, base: int, key: Key) -> int:
    """Return a count rounded to a multiple of a base, up or down by what the key says of the cell.

    A count that is `r` above a multiple goes up with probability `r / base`, so that on average
    nothing changes. The same cell with the same count gets the same answer in every table and
    release, so that asking again tells nothing more (Fraser, Wooton 2005). Multiples stay, zero
    among them.

    Totals are rounded on their own: rounded cells do not add up, and no exact total may stand
    beside them. Codes that mean the whole have to be absent from the coordinates.

    Raises `RefusedError` for a count below zero, or a base below two.
    """
    if count < 0:
        raise RefusedError("a count is below zero, which no count can be; correct it")
    if base < _LEAST_BASE:
        raise RefusedError(f"counts are rounded to multiples of {_LEAST_BASE} at least, not {base}")
    multiple, above = divmod(count, base)
    goes_up = _draw(coordinates, count, key) * base < above << (8 * _BYTES)
    return (multiple + goes_up) * base


def _draw(coordinates: Coordinates, count: int, key: Key) -> int:
    """Return a number below 2 ** 128 that nobody can tell without the key."""
    parts = ["cell", *(part for pair in sorted(coordinates) for part in pair), str(count)]
    encoded = [unicodedata.normalize("NFC", part).encode() for part in parts]
    # With its length before each part, no two cells give the same bytes.
    message = b"".join(len(part).to_bytes(4) + part for part in encoded)
    return int.from_bytes(hmac.digest(key.secret, message, hashlib.sha256)[:_BYTES])
