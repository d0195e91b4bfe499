"""Whether the checksums are signed, and by whom.

Specification: PROTOCOL.sshsig of OpenSSH.
"""

import hashlib
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from openinnov.verification.package import CHECKSUMS, SIGNATURE, Package

#: What stands around a signature, its blanks aside.
_BEGIN, _END = b"-----BEGINSSHSIGNATURE-----", b"-----ENDSSHSIGNATURE-----"
_KIND, _NAMESPACE = b"ssh-ed25519", b"openinnov"
_HASHES = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}
#: The kind and the 32 bytes of the key, each after the four bytes of its length.
_KEY_SIZE = 4 + len(_KIND) + 4 + 32
_HEAD = b"SSHSIG" + (1).to_bytes(4)


@dataclass(frozen=True, slots=True)
class _Signature:
    key: bytes
    hash: bytes
    value: bytes


def check(package: Package, signer: Path | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is wrong with the signature, and what has to be known of it.

    `signer` is a file with the public key of the one who should have signed, as ``ssh-keygen``
    writes it; or a list of such keys, one a line.
    """
    if SIGNATURE not in package.files:
        wanted = (f"{SIGNATURE}: is missing, so nobody says who published this",)
        return (wanted, ()) if signer else ((), ("the package is not signed",))
    try:
        signature = _read((package.directory / SIGNATURE).read_bytes())
        content = (package.directory / CHECKSUMS).read_bytes()
    except (OSError, ValueError) as error:
        return (f"{SIGNATURE}: cannot be read: {_reason(error)}",), ()
    if not _is_valid(signature, content):
        return (f"{SIGNATURE}: does not belong to {CHECKSUMS}",), ()
    return _compared(signature.key, signer)


def _compared(key: bytes, signer: Path | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    said = f"signed with the key {fingerprint(key)}"
    if signer is None:
        return (), (f"{said}; --signer FILE says whether it is the publisher's",)
    keys = _public_keys(signer)
    if not keys:
        return (f"{signer.name}: holds no public key that starts with {_KIND.decode()}",), ()
    if key not in keys:
        return (f"{SIGNATURE}: is made with another key, {fingerprint(key)}",), ()
    return (), (said,)


def fingerprint(key: bytes) -> str:
    """Return the fingerprint of a public key as ``ssh-keygen -l`` shows it."""
    return f"SHA256:{b64encode(hashlib.sha256(key).digest()).decode().rstrip('=')}"


def _public_keys(path: Path) -> set[bytes]:
    try:
        words = path.read_text("utf-8").split()
        keys = {b64decode(text) for kind, text in pairwise(words) if kind == _KIND.decode()}
    except (OSError, ValueError):
        return set()
    return {key for key in keys if len(key) == _KEY_SIZE}


def _read(text: bytes) -> _Signature:
    """Raise `ValueError` for what is no signature of the kind that is known."""
    armour = b"".join(text.split())  # Of bytes, so that blanks are those of ASCII.
    if not (armour.startswith(_BEGIN) and armour.endswith(_END)):
        raise ValueError("it is no SSH signature")
    blob = b64decode(armour[len(_BEGIN) : -len(_END)], validate=True)
    if not blob.startswith(_HEAD):
        raise ValueError("it is no SSH signature of version 1")
    key, namespace, _, algorithm, signed = _strings(blob[len(_HEAD) :], 5)
    kind, value = _strings(signed, 2)
    if kind != _KIND or _strings(key, 2)[0] != _KIND:
        raise ValueError("it is not made with an Ed25519 key")
    if namespace != _NAMESPACE:
        raise ValueError(f"it is made for another purpose than {_NAMESPACE.decode()}")
    if algorithm not in _HASHES:
        raise ValueError("its hash is neither SHA-256 nor SHA-512")
    return _Signature(key, algorithm, value)


def _strings(blob: bytes, count: int) -> list[bytes]:
    parts = []
    for _ in range(count):
        length = int.from_bytes(blob[:4])
        if len(blob) < 4 + length:
            raise ValueError("it ends too early")
        parts.append(blob[4 : 4 + length])
        blob = blob[4 + length :]
    if blob:
        raise ValueError("it goes on after its end")
    return parts


def _is_valid(signature: _Signature, content: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    digest = _HASHES[signature.hash](content).digest()
    parts = (_NAMESPACE, b"", signature.hash, digest)
    signed = b"SSHSIG" + b"".join(len(part).to_bytes(4) + part for part in parts)
    try:
        key = Ed25519PublicKey.from_public_bytes(_strings(signature.key, 2)[1])
        key.verify(signature.value, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return str(error.strerror)
    return "it is not base64" if isinstance(error, Error) else str(error)
