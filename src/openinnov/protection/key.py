"""The key of pseudonyms, which is never stored, logged or shown."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from pathlib import Path

from openinnov.exceptions import PolicyError, RefusedError

#: How many bytes a key has at least.
SHORTEST = 32
_ID = re.compile(r"[a-z0-9]{1,16}")


@dataclass(frozen=True, slots=True)
class Key:
    """A secret, and the id that pseudonyms carry so that one knows which key made them."""

    id: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Raise `PolicyError` for a key that can be guessed, or an id that does not fit."""
        if not _ID.fullmatch(self.id):
            raise PolicyError("the id of a key is 1 to 16 small letters and digits, as in 2026a")
        if len(self.secret) < SHORTEST:
            raise PolicyError(f"the key {self.id} is shorter than {SHORTEST} bytes; make a new one")

    def __repr__(self) -> str:
        """Show the id alone."""
        return f"<key {self.id}>"

    @classmethod
    def from_file(cls, path: Path | str) -> "Key":
        """Read a key of at least 32 bytes; its id is the name of the file, without the ending.

        Raises `PolicyError` if it cannot be read, is too short, or has no id.
        """
        path = Path(path)
        try:
            secret = path.read_bytes()
        except OSError as error:
            raise PolicyError(f"{path.name}: the key cannot be read: {error.strerror}") from None
        return cls(path.name.partition(".")[0], secret)


def keyed(key: Key, *parts: str) -> str:
    """Return 128 bits of the keyed hash of texts, of which none can lend a letter to the next."""
    text = "".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")
    return hmac.new(key.secret, text, hashlib.sha256).hexdigest()[:32]


def refuse_other(key: Key, wanted: str | None) -> None:
    """Raise `RefusedError` if a key is not the one that the policy asks for."""
    if wanted not in {None, key.id}:
        raise RefusedError(f"the policy asks for the key {wanted}, and {key!r} was given")
