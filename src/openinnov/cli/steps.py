"""What several commands do: read, protect, write, and say so."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from openinnov.protection import Ledger
    from openinnov.publication import Signer
    from openinnov.standard import Standard
    from openinnov.submission import ProtectedSubmission, Submission


def read(
    source: Path,
    mapping: Path | None,
    descriptor: Path | None,
    options: Mapping[str, Any],
    schema: Path | None = None,
) -> "Submission":
    """Read a submission, or map a foreign source into one, and lay a descriptor over it.

    The source ``-`` is standard input.
    """
    import dataclasses

    import openinnov

    if schema is not None and (mapping or descriptor):
        raise click.UsageError("--schema goes neither with --mapping nor with --descriptor")
    progress("Reading …")
    if mapping is None:
        submission = openinnov.read(
            sys.stdin.buffer if str(source) == "-" else source,
            schema=schema,
            **{name: options[name] for name in ("table", "input_format", "encoding")},
        )
    else:
        mapped = openinnov.apply_mapping(mapping, source)
        submission = mapped.submission
        if not mapped.complete:
            click.echo("Some records or values have no place: see openinnov map.", err=True)
    if descriptor is None:
        return submission
    from openinnov.reading import read_descriptor

    properties = {**(submission.descriptor or {}), **read_descriptor(descriptor)}
    return dataclasses.replace(submission, descriptor=properties)


def read_signer(path: Path | None) -> "Signer | None":
    """Read the key that signs, and ask for its passphrase if it has one."""
    import openinnov

    if path is None:
        return None
    passphrase = None
    if openinnov.Signer.is_locked(path):
        if not sys.stdin.isatty():
            raise click.UsageError(
                f"{path.name} has a passphrase, for which only a terminal can ask"
            )
        passphrase = click.prompt(f"Passphrase of {path.name}", hide_input=True, err=True)
    return openinnov.Signer.from_file(path, passphrase)


def read_previous(previous: Path | None, submission: "Submission") -> "Submission | None":
    """Read the earlier release with which a submission is compared, of the same publisher."""
    import openinnov

    if previous is None:
        return None
    earlier = openinnov.read(previous)
    prefixes = [(each.descriptor or {}).get("openinnov:prefix") for each in (earlier, submission)]
    if None not in prefixes and prefixes[0] != prefixes[1]:
        raise click.BadParameter(
            f"{previous} is a release of {prefixes[0]}, and the submission is one of {prefixes[1]}"
        )
    return earlier


def check_language(language: str, standard: "Standard") -> None:
    """Refuse a language into which no text of the standard is translated."""
    if language not in standard.languages:
        raise click.BadParameter(f"{language!r} is none of {', '.join(standard.languages)}")


def check_report_language(language: str, standard: "Standard") -> None:
    """Refuse a language in which not all of a report can be said."""
    if not standard.reports_in(language):
        known = ", ".join(standard.report_languages)
        raise click.BadParameter(f"no report can be written in {language!r}, but in {known}")


def open_ledger(path: Path | None, key: Path | None, policy: Path | None) -> "Ledger | None":
    """Return the ledger of earlier releases, which are compared as the policy says."""
    import openinnov

    if path is None or key is None:
        return None
    said = openinnov.load_policy(policy).releases
    return openinnov.Ledger(path, openinnov.Key.from_file(key), said.compare, said.minimum_change)


def protect(
    submission: "Submission", options: Mapping[str, Any], ledger: "Ledger | None" = None
) -> "ProtectedSubmission":
    """Protect a submission as the options say, so that it can be compared with a ledger."""
    import openinnov

    policy, key_file = options["policy"], options["key_file"]
    loaded = openinnov.load_policy(policy)
    key = openinnov.Key.from_file(key_file) if key_file else None
    return openinnov.protect(
        submission,
        policy=loaded,
        profile=options["profile"],
        key=key,
        ledger_key=ledger.key if ledger else None,
        drop_unknown=options["drop_unknown"],
    )


def check_outputs(outputs: Sequence[tuple[str, str]], *inputs: Path | None) -> None:
    """Refuse outputs of which one would overwrite another, or stand among what is read."""
    seen: set[Path | str] = set()
    for _, path in outputs:
        target = path if path == "-" else Path(path).resolve()
        if target in seen:
            word = "- (standard output)" if path == "-" else path
            raise click.UsageError(f"only one output can go to {word}")
        seen.add(target)
        for each in inputs:
            if each is not None and _is_read(target, each.resolve()):
                raise click.UsageError(f"{path} is read by this command: name another place")


def check_copies(copies: Sequence[tuple[str, Path]], source: Path) -> list[tuple[str, str]]:
    """Return all that copies of a source write; refuse what is there already, or lies in it."""
    if not copies:
        return []
    from openinnov.copies import COPIES, check_targets

    written = []
    for form, path in copies:
        if str(path) == "-":
            raise click.UsageError(f"{form} needs a path: it does not go to standard output")
        targets = COPIES[form].targets(path)
        check_targets(source, targets)
        written += [(form, str(target)) for target in targets]
    return written


def _is_read(target: Path | str, source: Path) -> bool:
    """Say whether a path is a source, or would be read as a part of one the next time."""
    from openinnov.reading import READERS

    if not isinstance(target, Path) or not target.is_relative_to(source):
        return False
    return target == source or target.suffix.lower() in READERS


def write(outputs: Sequence[tuple[str, str]], *, private: bool = False) -> None:
    """Write texts to their paths; ``-`` is standard output. Private ones nobody else may read."""
    for text, path in outputs:
        if path == "-":
            click.echo(text, nl=False)
            continue
        try:
            if private:
                # A file that is there already may be open to others.
                Path(path).unlink(missing_ok=True)
                Path(path).touch(mode=0o600, exist_ok=False)
            Path(path).write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise click.FileError(path, error.strerror) from error


def progress(text: str) -> None:
    """Say what is going on, where somebody watches."""
    if sys.stderr.isatty():
        click.echo(text, err=True)
