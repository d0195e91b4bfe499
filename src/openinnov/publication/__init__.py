"""Write what may be published: each format is a module that `formats` names.

A package is written beside its place, verified, and only then put there, see `replacement`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openinnov import fragment, verification
from openinnov.audit import AuditLog
from openinnov.exceptions import PublicationError, RefusedError, UnknownNameError
from openinnov.protection import Ledger
from openinnov.publication import citation, description, readme, signature
from openinnov.publication.files import CHECKSUMS, COMPRESSIONS, File, Output
from openinnov.publication.formats import FORMATS, ON_REQUEST, Format, chosen
from openinnov.publication.refusal import refuse_errors, refuse_faults
from openinnov.publication.signature import Signer
from openinnov.publication.target import check_target, place
from openinnov.replacement import replacing
from openinnov.submission import ProtectedSubmission, Submission
from openinnov.validation import validate

__all__ = [
    "COMPRESSIONS",
    "FORMATS",
    "ON_REQUEST",
    "File",
    "Format",
    "Package",
    "Signer",
    "check_target",
    "publish",
]


@dataclass(frozen=True, slots=True)
class Package:
    """What was published, and where."""

    directory: Path
    name: str
    version: str
    #: "public", "partner" or "internal".
    profile: str
    #: How many records each table has.
    tables: Mapping[str, int]
    #: The files by their paths, but the list of checksums.
    files: Mapping[str, File]
    #: How many notices say that something was withheld.
    withheld: int
    #: For each earlier release of the ledger, how many records of a table it holds that this one
    #: does not: if their persons took their consent back, that release has to be taken down.
    still_held: Mapping[str, Mapping[str, int]]

    def __str__(self) -> str:
        """Say what was published, in the words of the command line."""
        records, size = sum(self.tables.values()), sum(file.size for file in self.files.values())
        return (
            f"Published: {records} records of {len(self.tables)} tables, for the profile "
            f"{self.profile}\nWithheld: {self.withheld} notices say what and why\n"
            f"Written: {len(self.files)} files, {size} bytes, to {self.directory}"
        )

    def _repr_html_(self) -> str:
        """Return what was published, as a notebook shows it."""
        caption = f"Package {self.name}, version {self.version}, for the profile {self.profile}"
        return fragment.table(caption, ("Table", "Records"), list(self.tables.items()))


def publish(  # noqa: PLR0913 -- each is a choice of its own
    protected: ProtectedSubmission,
    directory: Path | str,
    *,
    formats: Sequence[str] | None = None,
    compression: str | None = None,
    replace: bool = False,
    previous: Submission | None = None,
    audit: AuditLog | None = None,
    ledger: Ledger | None = None,
    against: Submission | None = None,
    signer: Signer | None = None,
) -> Package:
    """Write a package of what may be published, and return what it holds.

    `formats` are keys of `FORMATS`, by default all but those `ON_REQUEST`; the data package is
    always written. `compression`, a key of `COMPRESSIONS`, is that of the linked data but their
    catalogue, which stays plain like all else. `previous` is the publisher's last release, with
    which some rules compare this one. In the `audit` log stands that a package is about to take its
    place, and then that it did. With the `ledger` the release is compared with all earlier ones; it
    has to be protected with the ledger's key. `against` is the submission as it was read: every
    byte is searched for what of it was to stay back. The `signer` signs the list of checksums.

    Raises `RefusedError` when the descriptor lacks something, an error remains in the data, or the
    package would tell of people what it may not, and
    `PublicationError` when the directory cannot be written or, without `replace`, is not empty.
    """
    if not isinstance(protected, ProtectedSubmission):
        raise RefusedError("protect it first: publish(protect(submission), directory)")
    names = chosen(formats)
    if compression is not None and compression not in COMPRESSIONS:
        raise UnknownNameError(f"there is no {compression}; choose {', '.join(COMPRESSIONS)}")
    target = place(Path(directory))
    check_target(target, replace=replace)  # Before the work, and once more when it is done.
    refuse_faults(protected.submission, previous)
    refuse_errors(validate(protected.submission, previous=previous, samples=0))
    still_held = ledger.refuse(protected, target) if ledger else {}
    try:
        with replacing(target, lambda path: check_target(path, replace=replace)) as fresh:
            files = _write(protected, names, Output(fresh, compression))
            if signer is not None:
                signature.write(fresh, signer)
            _verify(fresh, against)
            checksums = (fresh / CHECKSUMS).read_bytes()
            if audit is not None:
                audit.note("publish", protected, checksums)
            number = ledger.pend(protected, target, checksums) if ledger else 0
        if ledger is not None:
            ledger.confirm(number)
        if audit is not None:
            audit.note("published", protected, checksums)
    except OSError as error:
        raise PublicationError(f"{directory}: cannot be written: {error.strerror}") from error
    return _package(protected, Path(directory), files, still_held)


def _write(protected: ProtectedSubmission, names: Sequence[str], output: Output) -> list[File]:
    for name in names:
        FORMATS[name].write(protected, output)
    citation.write(protected, output)
    description.describe(protected, output)
    readme.write(protected, output)
    output.write_checksums()
    return output.files


def _verify(directory: Path, against: Submission | None) -> None:
    *verdicts, privacy = verification.examine(directory, against=against)
    found = [fault for verdict in verdicts for fault in verdict.faults]
    if found:
        raise PublicationError(f"what was written does not read as it should: {'; '.join(found)}")
    if privacy.faults:
        lines = "".join(f"\n  {fault}" for fault in privacy.faults)
        raise RefusedError(
            "the package would tell of people what it may not, so nothing was published; take it "
            f"out of what was submitted, or choose a stricter policy:{lines}"
        )


def _package(
    protected: ProtectedSubmission,
    directory: Path,
    files: Sequence[File],
    still_held: Mapping[str, Mapping[str, int]],
) -> Package:
    submission = protected.submission
    descriptor = submission.descriptor or {}
    return Package(
        directory=directory,
        name=descriptor["name"],
        version=descriptor["version"],
        profile=protected.profile,
        tables={name: submission.rows(name) for name in submission.columns},
        files={file.path: file for file in files},
        withheld=submission.rows("withheld"),
        still_held=still_held,
    )
