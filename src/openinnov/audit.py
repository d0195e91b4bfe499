"""The log of what was published: each line holds the hash of the one before it, and no value.

Lines are only ever added. Whoever changes, removes or inserts one breaks the chain from there on,
and whoever writes the whole log anew is found out by a hash that was kept elsewhere. One process
writes to a log at a time.
"""

import hashlib
import hmac
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openinnov.exceptions import PublicationError, RefusedError
from openinnov.protection.key import Key
from openinnov.protection.plan import plan_document
from openinnov.submission import ProtectedSubmission, Source

__all__ = ["AuditLog", "Chain", "read_chain"]

_VERSION = "1.0"
#: What stands in the place of the hash of a line before the first.
_BEGINNING = "0" * 64
#: How each line begins.
_START = b'{"actor":'
_ACTOR = re.compile(r"[^\x00-\x1f\x7f]{1,100}")


@dataclass(frozen=True, slots=True)
class AuditLog:
    """Where and on whose behalf a publication is noted."""

    path: Path
    #: With it the files that came and went are hashed: a plain hash of a small file can be guessed.
    #: It is another than that of pseudonyms, and stays when that changes.
    key: Key
    #: Who publishes: an office or an account.
    actor: str
    #: When: given and not taken, so that the same arguments give the same line.
    time: datetime
    #: The files of the submission.
    inputs: Sequence[Source]

    def __post_init__(self) -> None:
        """Raise `PublicationError` for an actor or a time that cannot be noted."""
        if not _ACTOR.fullmatch(self.actor):
            raise PublicationError("the actor in the audit log is 1 to 100 letters on one line")
        if self.time.tzinfo is None:
            raise PublicationError("the time in the audit log needs a time zone")

    def note(self, operation: str, protected: ProtectedSubmission, output: bytes) -> None:
        """Add a line: `output` is the list of checksums of what is published.

        Raises `PublicationError` where the log cannot be written, and `RefusedError` where it is
        broken already.
        """
        chain = read_chain(self.path) if self.path.exists() else Chain((), ())
        if chain.faults:
            raise RefusedError(
                f"{self.path.name}: {chain.faults[0]}; keep the log as evidence, and begin another"
            )
        inputs = "".join(sorted(f"{source.name}\n{source.sha256}\n" for source in self.inputs))
        plan = plan_document(protected)
        line = _line(
            {
                "version": _VERSION,
                "number": len(chain.hashes) + 1,
                "time": self.time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "actor": self.actor,
                "operation": operation,
                "profile": plan["profile"],
                "policy": plan["policy"],
                "key": self.key.id,
                "input": self._hash(inputs.encode()),
                "output": self._hash(output),
                "measures": plan["measures"],
                "previous": chain.last,
            }
        )
        try:
            self.path.touch()
            with self.path.open("r+b") as file:
                file.truncate(chain.size)
                file.seek(chain.size)
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise PublicationError(
                f"{self.path.name}: the audit log cannot be written: {error.strerror}"
            ) from None

    def _hash(self, text: bytes) -> str:
        return hmac.new(self.key.secret, text, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Chain:
    """What a log holds."""

    #: The SHA-256 of each line.
    hashes: tuple[str, ...]
    #: What is wrong with it: nothing if the chain is whole.
    faults: tuple[str, ...]
    #: How many bytes its lines are, without one that was cut off while it was written.
    size: int = 0

    @property
    def last(self) -> str:
        """The hash of the last line, which stands for all before it: keep it elsewhere."""
        return self.hashes[-1] if self.hashes else _BEGINNING


def read_chain(path: Path | str, *, expected: str | None = None) -> Chain:
    """Read a log and work out its chain anew.

    `expected` is the hash of a line, noted before, that has to be there still. A last line that
    was cut off while it was written is none, and the next one is written over it. Raises
    `PublicationError` where the log cannot be read.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise PublicationError(
            f"{Path(path).name}: the audit log cannot be read: {error.strerror}"
        ) from None
    whole = _whole(content)
    lines = whole.splitlines(keepends=True)
    hashes = tuple(hashlib.sha256(line).hexdigest() for line in lines)
    faults = [*_faults(lines, hashes)]
    if expected is not None and expected not in hashes:
        faults.append(f"no line has the hash {expected}: the log was written anew, or cut")
    return Chain(hashes, tuple(faults), len(whole))


def _whole(content: bytes) -> bytes:
    """Return the whole lines: the last of ours may have been cut off while it was written."""
    whole, feed, rest = content.rpartition(b"\n")
    is_ours = rest.startswith(_START) or _START.startswith(rest)
    return whole + feed if is_ours else content


def _faults(lines: Sequence[bytes], hashes: Sequence[str]) -> Iterator[str]:
    previous = _BEGINNING
    for number, (line, digest) in enumerate(zip(lines, hashes, strict=True), start=1):
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            entry = None
        if not isinstance(entry, dict) or _line(entry) != line:
            yield f"line {number} is no whole entry"
        elif entry.get("number") != number:
            yield f"line {number} has another number: a line was removed or inserted"
        elif entry.get("previous") != previous:
            yield f"line {number} does not follow line {number - 1} as it stands now"
        previous = digest


def _line(entry: dict[str, Any]) -> bytes:
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode(errors="surrogatepass")
