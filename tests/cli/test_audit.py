"""The commands that look at what was published."""

import pytest
from golden import EXAMPLES

SUBMISSION = EXAMPLES / "bangladesh-digital-centres" / "submission"


def test_a_package_is_published_noted_and_verified(run, tmp_path):
    (tmp_path / "log1.key").write_bytes(b"k" * 32)
    log, package = tmp_path / "audit.jsonl", tmp_path / "package"
    noted = [
        "--key-file",
        EXAMPLES / "demo.key",
        "--audit",
        log,
        "--audit-key",
        tmp_path / "log1.key",
        "--actor",
        "a2i",
    ]

    code, _, err = run("publish", SUBMISSION, package, "--format", "n-quads", *noted)
    assert (code, err) == (0, "")

    code, out, _ = run("audit", "verify", log)
    assert code == 0
    assert out.startswith("The chain is whole. Lines: 2. Hash of the last: ")
    last = out.split()[-1]
    assert run("audit", "verify", log, "--expect", last)[0] == 0
    assert run("audit", "verify", log, "--expect", "0" * 64)[0] == 1

    code, out, err = run("verify", package)
    assert (code, err) == (0, "")
    assert out.startswith(
        "integrity: ok\nsignature: ok\n  the package is not signed\ndescriptor: ok\n"
    )
    assert out.endswith(f"Nothing is wrong with {package}\n")
    (package / "README.md").write_text("changed", "utf-8")
    code, out, _ = run("verify", package)
    assert code == 1
    assert out.startswith("integrity: 1 wrong\n  README.md: is not the file that was published\n")
    code, _, err = run("verify", tmp_path / "nowhere")
    assert code == 2
    assert "nowhere is no directory" in " ".join(err.split())


@pytest.mark.parametrize(
    ("place", "key", "fault"),
    [
        pytest.param("audit.jsonl", None, "--audit needs --audit-key and --actor", id="no key"),
        pytest.param("package/audit.jsonl", "k", "is not for publication", id="in the package"),
    ],
)
def test_a_log_needs_a_key_and_a_place_of_its_own(place, key, fault, run, tmp_path):
    (tmp_path / "log1.key").write_bytes(b"k" * 32)
    options = ["--audit", tmp_path / place, "--actor", "a2i"]
    options += ["--audit-key", tmp_path / "log1.key"] if key else []

    code, _, err = run("publish", SUBMISSION, tmp_path / "package", *options)

    assert code == 2
    assert fault in " ".join(err.split())
    assert not (tmp_path / "package").exists()
