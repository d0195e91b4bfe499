"""The detached signature of a package: ``SHA256SUMS.sig``, in the format of OpenSSH.

The list of checksums names every file of the package, so who signs it signs them all. Whoever has
OpenSSH can check the signature with ``ssh-keygen -Y verify``, and make it with ``ssh-keygen -Y
sign``. Ed25519 gives the same signature each time. Specification: PROTOCOL.sshsig of OpenSSH.
"""

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from openinnov.exceptions import PolicyError
from openinnov.publication.files import CHECKSUMS, SIGNATURE

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: What the signature is for, so that none made for another purpose can stand in its place.
NAMESPACE = b"openinnov"
_MAGIC, _VERSION, _HASH, _WIDTH = b"SSHSIG", 1, b"sha512", 70
_MAKE = "make one with: ssh-keygen -t ed25519 -f publisher"


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key of the publisher, which is never shown."""

    _key: "Ed25519PrivateKey" = field(repr=False)

    @staticmethod
    def is_locked(path: Path | str) -> bool:
        """Say whether a key needs a passphrase; a file that is no key needs none."""
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.serialization import load_ssh_private_key

        try:
            load_ssh_private_key(Path(path).read_bytes(), None)
        except TypeError:
            return True
        except (OSError, ValueError, UnsupportedAlgorithm):
            return False
        return False

    @classmethod
    def from_file(cls, path: Path | str, passphrase: str | None = None) -> "Signer":
        """Read a private Ed25519 key as ``ssh-keygen`` writes it.

        Raises `PolicyError` if it cannot be read, is of another kind, or `passphrase` does not
        open it.
        """
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_ssh_private_key

        path = Path(path)
        secret = passphrase.encode() if passphrase else None
        try:
            key = load_ssh_private_key(path.read_bytes(), secret)
        except OSError as error:
            raise PolicyError(f"{path.name}: the key cannot be read: {error.strerror}") from None
        except TypeError:
            wanted = "needs its passphrase" if secret is None else "has no passphrase"
            raise PolicyError(f"{path.name}: the key {wanted}") from None
        except (ValueError, UnsupportedAlgorithm):
            wrong = " or the passphrase is another" if secret else ""
            raise PolicyError(f"{path.name}: is no private SSH key{wrong}; {_MAKE}") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise PolicyError(f"{path.name}: is no Ed25519 key; {_MAKE}")
        return cls(key)

    def sign(self, content: bytes) -> str:
        """Return the signature of bytes, as the text of a ``.sig`` file."""
        digest = hashlib.sha512(content).digest()
        signed = _MAGIC + _strings(NAMESPACE, b"", _HASH, digest)
        signature = _strings(b"ssh-ed25519", self._key.sign(signed))
        public = _strings(b"ssh-ed25519", self._key.public_key().public_bytes_raw())
        parts = _strings(public, NAMESPACE, b"", _HASH, signature)
        text = b64encode(_MAGIC + _VERSION.to_bytes(4) + parts).decode()
        lines = [text[start : start + _WIDTH] for start in range(0, len(text), _WIDTH)]
        return "\n".join(
            ("-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", "")
        )


def write(directory: Path, signer: Signer) -> None:
    """Sign the list of checksums of a package that is complete."""
    text = signer.sign((directory / CHECKSUMS).read_bytes())
    (directory / SIGNATURE).write_text(text, encoding="ascii", newline="\n")


def _strings(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4) + part for part in parts)
