"""Pseudonymize: a keyed code takes the place of the value, another one in each release.

The code is ``p1``, the id of the key, and the first 128 bits of an HMAC in base 32. Without the key
nobody can try out values; from one release to the next nobody can follow a person.
"""

import base64
import hmac
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from openinnov.engine.sql import literal
from openinnov.policy import Treatment
from openinnov.protection.key import Key
from openinnov.standard import Field

TECHNIQUE = "pseudonymized"
_BYTES = 16
_LENGTH = 26
#: The pattern of a pseudonym, whichever key made it.
ANY_SHAPE = f"p1[a-z0-9]{{1,16}}[a-z2-7]{{{_LENGTH}}}"


def apply(treatment: Treatment, field: Field, cell: str, scope: str) -> str:
    """Return the code that stands for the cell."""
    return (
        "(SELECT any_value(code.pseudonym) FROM temp.pseudonym AS code "
        f"WHERE code.scope = {literal(scope)} AND code.value = {cell})"
    )


def release(treatment: Treatment, field: Field) -> Field:
    """Return a field of texts: a code has the form of no value."""
    return replace(field, type="string", pattern=None, min_length=None, max_length=None)


def shape(key: Key) -> str:
    """Return the pattern of the codes that a key makes."""
    return f"p1{key.id}[a-z2-7]{{{_LENGTH}}}"


def pseudonym(value: str, key: Key, context: Sequence[str]) -> str:
    """Return the code for a value: in each context another one."""
    parts = [part.encode() for part in context]
    # With its length before each part no two contexts run into the same bytes.
    prefix = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    message = prefix + b"\x1f" + unicodedata.normalize("NFC", value).encode()
    digest = hmac.digest(key.secret, message, "sha256")[:_BYTES]
    return f"p1{key.id}{base64.b32encode(digest).decode().rstrip('=').lower()}"
