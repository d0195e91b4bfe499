"""Whoever has the publisher's public key knows whether a package is the publisher's."""

import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from hypothesis import given
from hypothesis import strategies as st
from publication.released import SMALL, release

import openinnov
from openinnov.verification import examine

WORD = "correct horse"
OPENSSH = shutil.which("ssh-keygen")


def _key(path, kind=ed25519.Ed25519PrivateKey.generate, passphrase=None):
    key = kind()
    lock = serialization.NoEncryption()
    if passphrase:
        lock = serialization.BestAvailableEncryption(passphrase.encode())
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, lock
    )
    path.write_bytes(secret)
    public = key.public_key().public_bytes(
        serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
    )
    path.with_suffix(".pub").write_bytes(public + b" publisher\n")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with keys, and a package that one of them signed."""
    folder = tmp_path_factory.mktemp("signed")
    for name in ("ours", "theirs"):
        _key(folder / name)
    signer = openinnov.Signer.from_file(folder / "ours")
    openinnov.publish(release(SMALL), folder / "package", signer=signer)
    return folder


@pytest.fixture
def signed(made, tmp_path):
    shutil.copytree(made, tmp_path / "made")
    return tmp_path / "made"


def _verdict(package, signer=None):
    return next(each for each in examine(package, signer=signer) if each.check == "signature")


def test_a_signed_package_is_sound_and_says_whose_key_it_is(made):
    verdict = _verdict(made / "package", made / "ours.pub")

    assert openinnov.verify(made / "package", signer=made / "ours.pub") == ()
    assert verdict.notes[0].startswith("signed with the key SHA256:")


def test_without_a_key_one_learns_that_one_does_not_know_whose_it_is(made):
    verdict = _verdict(made / "package")

    assert not verdict.faults
    assert "--signer FILE says whether it is the publisher's" in verdict.notes[0]


def test_the_key_of_somebody_else_is_another(made):
    [fault] = _verdict(made / "package", made / "theirs.pub").faults

    assert fault.startswith("SHA256SUMS.sig: is made with another key, SHA256:")


def test_several_keys_may_be_the_publishers(signed):
    keys = signed / "keys"
    keys.write_bytes((signed / "theirs.pub").read_bytes() + (signed / "ours.pub").read_bytes())

    assert openinnov.verify(signed / "package", signer=keys) == ()


def test_a_package_without_signature_is_not_the_publishers(signed):
    (signed / "package" / "SHA256SUMS.sig").unlink()

    assert _verdict(signed / "package").notes == ("the package is not signed",)
    assert _verdict(signed / "package", signed / "ours.pub").faults == (
        "SHA256SUMS.sig: is missing, so nobody says who published this",
    )


@pytest.mark.parametrize("content", ["", "ssh-ed25519", "ssh-ed25519 !", "ssh-rsa AAAA", "\x00"])
def test_a_file_without_a_public_key_is_said(signed, content):
    (signed / "none.pub").write_text(content)

    [fault] = _verdict(signed / "package", signed / "none.pub").faults
    assert fault == "none.pub: holds no public key that starts with ssh-ed25519"


def test_checksums_that_somebody_wrote_anew_are_not_signed(signed):
    checksums = signed / "package" / "SHA256SUMS"
    checksums.write_bytes(checksums.read_bytes()[:-1])

    assert _verdict(signed / "package").faults == ("SHA256SUMS.sig: does not belong to SHA256SUMS",)


@pytest.mark.parametrize("mark", [b"\x1c", b"\x85", b"=", b"A"])
def test_a_sign_that_is_no_blank_is_no_part_of_a_signature(mark, signed):
    path = signed / "package" / "SHA256SUMS.sig"
    path.write_bytes(path.read_bytes().rstrip() + mark + b"\n")

    assert _verdict(signed / "package").faults


@given(st.data())
def test_no_other_signature_is_taken_for_it(made, data):
    path = made / "package" / "SHA256SUMS.sig"
    sound = path.read_bytes()
    at = data.draw(st.integers(0, len(sound) - 1))
    end = data.draw(st.integers(at, len(sound)))
    other = sound[:at] + data.draw(st.binary(max_size=8)) + sound[end:]
    try:
        path.write_bytes(other)
        faults = _verdict(made / "package", made / "ours.pub").faults
    finally:
        path.write_bytes(sound)

    assert bool(faults) == (b"".join(other.split()) != b"".join(sound.split()))


def test_a_signature_for_another_purpose_is_none(signed):
    if OPENSSH is None:
        pytest.skip("OpenSSH is not installed")
    checksums = signed / "package" / "SHA256SUMS"
    (signed / "package" / "SHA256SUMS.sig").unlink()
    (signed / "ours").chmod(0o600)
    subprocess.run(
        [OPENSSH, "-q", "-Y", "sign", "-n", "file", "-f", signed / "ours", checksums], check=True
    )

    assert _verdict(signed / "package").faults == (
        "SHA256SUMS.sig: cannot be read: it is made for another purpose than openinnov",
    )


def test_what_openssh_signs_is_what_we_sign(signed):
    if OPENSSH is None:
        pytest.skip("OpenSSH is not installed")
    path = signed / "package" / "SHA256SUMS.sig"
    ours = path.read_text()
    path.unlink()
    (signed / "ours").chmod(0o600)
    command = [OPENSSH, "-q", "-Y", "sign", "-n", "openinnov", "-f", signed / "ours"]
    subprocess.run([*command, signed / "package" / "SHA256SUMS"], check=True)

    assert path.read_text() == ours


def test_openssh_takes_our_signature(signed):
    if OPENSSH is None:
        pytest.skip("OpenSSH is not installed")
    signers = signed / "signers"
    signers.write_bytes(b"office@example.org " + (signed / "ours.pub").read_bytes())
    verify = [OPENSSH, "-Y", "verify", "-n", "openinnov", "-f", signers, "-I", "office@example.org"]
    signature = ["-s", signed / "package" / "SHA256SUMS.sig"]

    for content, code in ((b"", 0), (b"0", 255)):
        checksums = (signed / "package" / "SHA256SUMS").read_bytes() + content
        done = subprocess.run(
            [*verify, *signature], check=False, input=checksums, capture_output=True
        )
        assert done.returncode == code


def test_a_signed_package_may_be_replaced(signed):
    openinnov.publish(release(SMALL), signed / "package", replace=True)

    assert not (signed / "package" / "SHA256SUMS.sig").exists()


def test_a_key_with_a_passphrase_needs_it(tmp_path):
    key = _key(tmp_path / "locked", passphrase=WORD)

    assert openinnov.Signer.is_locked(key)
    for passphrase, message in (
        (None, "locked: the key needs its passphrase"),
        ("other", "locked: is no private SSH key or the passphrase is another; make one with"),
    ):
        with pytest.raises(openinnov.PolicyError, match=message):
            openinnov.Signer.from_file(key, passphrase)
    assert "Ed25519" not in repr(openinnov.Signer.from_file(key, WORD))


def test_a_passphrase_for_a_key_without_one_is_said(tmp_path):
    with pytest.raises(openinnov.PolicyError, match="open: the key has no passphrase"):
        openinnov.Signer.from_file(_key(tmp_path / "open"), "word")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none", "none: the key cannot be read: No such file"),
        ("text", "text: is no private SSH key; make one with: ssh-keygen"),
        ("ours.pub", "ours.pub: is no private SSH key; make one with: ssh-keygen"),
        ("curve", "curve: is no Ed25519 key; make one with: ssh-keygen"),
    ],
)
def test_what_is_no_key_that_signs_is_said(tmp_path, name, message):
    _key(tmp_path / "ours")
    _key(tmp_path / "curve", lambda: ec.generate_private_key(ec.SECP256R1()))
    (tmp_path / "text").write_text("publisher")

    assert not openinnov.Signer.is_locked(tmp_path / name)
    with pytest.raises(openinnov.PolicyError, match=message):
        openinnov.Signer.from_file(tmp_path / name)
