"""What users may rely on."""

import subprocess
import sys

import pytest

import openinnov

NAMES = [
    "AuditLog",
    "Converted",
    "Deposit",
    "DepositError",
    "Finding",
    "ForeignPackage",
    "ForeignTable",
    "Key",
    "Ledger",
    "Mapped",
    "MappingError",
    "MetadataError",
    "MissingExtraError",
    "Notice",
    "OpenInnovError",
    "Package",
    "Packaged",
    "Policy",
    "PolicyError",
    "ProtectedSubmission",
    "PublicationError",
    "QueryError",
    "Recogniser",
    "RefusedError",
    "Report",
    "ReportError",
    "Signer",
    "Standard",
    "StandardError",
    "Submission",
    "SubmissionError",
    "Tabulation",
    "Token",
    "UnknownNameError",
    "apply_mapping",
    "deposit",
    "describe",
    "load",
    "load_policy",
    "protect",
    "publish",
    "query",
    "read",
    "tabulate",
    "validate",
    "verify",
    "write_copy",
    "write_package",
    "write_rdf",
]


def test_public_names_are_these():
    assert openinnov.__all__ == NAMES
    assert sorted(NAMES) == NAMES
    assert dir(openinnov) == NAMES


def test_each_public_name_can_be_had_and_says_what_it_is():
    assert [name for name in NAMES if not getattr(openinnov, name).__doc__] == []


def test_the_database_of_a_submission_needs_no_other_import(tmp_path):
    (tmp_path / "need.csv").write_text("id\nbd-a2i-need-1\n", encoding="utf-8")
    code = (
        "import sys, openinnov\n"
        "database = openinnov.read(sys.argv[1]).database\n"
        "print(database.sql('SELECT id FROM submitted.need').fetchall())"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[('bd-a2i-need-1',)]\n"


def test_a_path_may_be_a_text(tmp_path):
    secret = tmp_path / "2026a.key"
    secret.write_bytes(b"a key that is no secret at all, 32+")

    assert openinnov.Key.from_file(str(secret)).id == "2026a"
    assert openinnov.verify(str(tmp_path / "none")) == (f"{tmp_path / 'none'}: is no directory",)
    assert openinnov.load(str(openinnov.load().root)).name == "openinnov"
    with pytest.raises(openinnov.PolicyError):
        openinnov.load_policy(str(tmp_path / "none.toml"))
    with pytest.raises(openinnov.MappingError):
        openinnov.apply_mapping(str(tmp_path / "none.toml"), str(tmp_path))


def test_a_table_that_the_standard_lacks_is_refused(tmp_path):
    (tmp_path / "need.csv").write_text("id\nbd-a2i-need-1\n", encoding="utf-8")
    submission = openinnov.read(tmp_path)

    assert submission.rows("need") == 1
    with pytest.raises(openinnov.UnknownNameError, match="no table ned"):
        submission.rows("ned")
