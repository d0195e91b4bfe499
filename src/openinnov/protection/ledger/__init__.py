"""The ledger: what a publisher's releases showed and whom they told of, never part of a package.

A file of JSON lines that only grows. Records stand in it by hashes under a key of its own, which
never changes: under another nothing could be compared. A release is entered as `pending` before it
takes its place; it counts as published until it is confirmed, or cleared because the directory
shows that nothing went out.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openinnov.exceptions import PublicationError, RefusedError
from openinnov.protection.key import Key, keyed
from openinnov.protection.ledger.comparing import reveals, still_held
from openinnov.protection.ledger.entries import Release, line, release, remembered
from openinnov.protection.ledger.reveal import Reveal
from openinnov.protection.ledger.sharing import shared
from openinnov.submission import ProtectedSubmission

__all__ = ["Ledger", "Release", "Reveal"]

_VERSION = "1.1"
#: What the first line hashes, so that another key is noticed.
_PROOF = "openinnov ledger"
_APPENDIX = ".appendix.json"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of a publisher."""

    path: Path
    #: Of at least 32 bytes; it stays the same as long as the ledger is kept.
    key: Key
    #: The earlier releases with which one is compared: "all", or the "last".
    compare: str = "all"
    #: The least by which a published number of people changes, or it would tell of few.
    minimum_change: int = 5

    def releases(self) -> tuple[Release, ...]:
        """Return what was published, the oldest first, what is still pending included.

        Raises `PublicationError` where the file cannot be read, and `RefusedError` where it is no
        ledger or belongs to another key.
        """
        found: dict[int, Release] = {}
        for entry in self._entries():
            if entry["status"] == "pending":
                found[entry["number"]] = remembered(entry["release"])
            elif entry["status"] == "cleared":
                found.pop(entry["number"], None)
        return tuple(found.values())

    def refuse(self, protected: ProtectedSubmission, directory: Path) -> dict[str, dict[str, int]]:
        """Refuse what would reveal what an earlier release hid; return what these still hold.

        That is, of each earlier release, the number of records that are not in the new one, by
        table. What an interrupted run left pending for the directory is settled first. The places
        of what is refused are written to a private file beside the ledger. Raises `RefusedError`
        with tables and counts.
        """
        self._settle(directory)
        new, known = release(protected, self.key), self.releases()
        earlier = [each for each in known if (each.name, each.profile) == (new.name, new.profile)]
        if protected.anonymity and not protected.traces:
            raise RefusedError(
                "the records about persons were protected without the key of the ledger, so nobody "
                "can tell which of them earlier releases had: protect(…, ledger_key=ledger.key)"
            )
        compared = earlier[-1:] if self.compare == "last" else earlier
        found = [*reveals(new, compared, self.minimum_change)]
        found += [each for trace in protected.traces for each in shared(trace, compared)]
        if found:
            self._write_appendix(found)
            raise RefusedError(_refusal(found, self._appendix.name))
        return still_held(new, earlier)

    def _settle(self, directory: Path) -> None:
        """Confirm or clear what an interrupted run left pending for a directory."""
        open_ = {e["number"]: e for e in self._entries() if e["status"] == "pending"}
        for entry in self._entries():
            if entry["status"] != "pending":
                open_.pop(entry["number"], None)
        for number, entry in open_.items():
            if entry["place"] == self._place(directory):
                out = entry["output"] == self._output(directory)
                self._append({"status": "confirmed" if out else "cleared", "number": number})

    def pend(self, protected: ProtectedSubmission, directory: Path, checksums: bytes) -> int:
        """Enter a release that is about to take its place; return its number."""
        number = 1 + len([each for each in self._entries() if each["status"] == "pending"])
        self._append(
            {
                "status": "pending",
                "number": number,
                "place": self._place(directory),
                "output": keyed(self.key, checksums.decode()),
                "release": release(protected, self.key).document(),
            }
        )
        return number

    def confirm(self, number: int) -> None:
        """Note that a release took its place."""
        self._append({"status": "confirmed", "number": number})

    @property
    def _appendix(self) -> Path:
        return self.path.with_name(self.path.name + _APPENDIX)

    def _place(self, directory: Path) -> str:
        return keyed(self.key, str(directory.resolve()))

    def _output(self, directory: Path) -> str | None:
        try:
            return keyed(self.key, (directory / "SHA256SUMS").read_bytes().decode())
        except (OSError, UnicodeDecodeError):
            return None

    def _entries(self) -> list[dict[str, Any]]:
        lines = self._whole().splitlines()
        if not lines:
            return []
        try:
            head, *entries = [json.loads(each) for each in lines]
            proof, known = head["proof"], all("status" in each for each in entries)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise self._is_none() from None
        if not known:
            raise self._is_none()
        if proof != keyed(self.key, _PROOF):
            raise RefusedError(
                f"{self.path.name}: was begun with another key than {self.key!r}; under this one "
                "nothing could be compared"
            )
        return entries

    def _is_none(self) -> RefusedError:
        return RefusedError(f"{self.path.name}: is no ledger of releases")

    def _whole(self) -> bytes:
        """Return the whole lines of the file: the last may have been cut off while it was written.

        Nothing took its place then, as lines are written before, and confirmed after it.
        """
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise PublicationError(
                f"{self.path.name}: the ledger cannot be read: {error.strerror}"
            ) from None
        whole = content[: content.rfind(b"\n") + 1]
        if not whole and not self._head().startswith(content):
            raise self._is_none()
        return whole

    def _head(self) -> bytes:
        return line({"version": _VERSION, "key": self.key.id, "proof": keyed(self.key, _PROOF)})

    def _append(self, entry: dict[str, Any]) -> None:
        whole = self._whole()
        try:
            self.path.touch(mode=0o600)
            with self.path.open("r+b") as file:
                file.truncate(len(whole))
                file.seek(len(whole))
                file.write((b"" if whole else self._head()) + line(entry))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise PublicationError(
                f"{self.path.name}: the ledger cannot be written: {error.strerror}"
            ) from None

    def _write_appendix(self, found: Sequence[Reveal]) -> None:
        rows = [
            {
                "table": each.table,
                "field": each.field,
                "what": each.what,
                "earlier": each.earlier,
                "place": each.place,
            }
            for each in found
        ]
        self._appendix.unlink(missing_ok=True)
        self._appendix.touch(mode=0o600)
        self._appendix.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def _refusal(found: Sequence[Reveal], appendix: str) -> str:
    kinds: dict[tuple[str, str, str], int] = {}
    for each in found:
        place = f"{each.table}.{each.field}".removesuffix(".*")
        kinds[place, each.what, each.earlier] = kinds.get((place, each.what, each.earlier), 0) + 1
    lines = "".join(
        f"\n  {place}: {what} ({number} times), beside {earlier}"
        for (place, what, earlier), number in sorted(kinds.items())
    )
    return (
        "beside an earlier release this one would tell what that one hid, so nothing was written; "
        f"withhold it again, or wait until more changed; {appendix} names the places:{lines}"
    )
