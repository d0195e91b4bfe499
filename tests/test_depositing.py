"""Packages reach repositories by the exchanges that these document, as drafts."""

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publication.released import SMALL, release
from replaying import replaying

import openinnov
from openinnov.cli import main

WORD = "c0rrect-h0rse"
TOKEN = openinnov.Token(WORD)
DRAFT = {
    "id": 123,
    "links": {
        "bucket": "{site}/api/files/b799cb5a",
        "html": "{site}/deposit/123",
        "publish": "{site}/api/deposit/depositions/123/actions/publish",
    },
}
#: Source: the documentation of Zenodo's REST API, "Depositions".
ZENODO = {
    "POST /api/deposit/depositions": (201, DRAFT),
    "PUT /api/files/b799cb5a/.+": (201, {"key": "file", "checksum": "md5:0"}),
    "PUT /api/deposit/depositions/123": (200, DRAFT),
    "POST /api/deposit/depositions/123/actions/publish": (
        202,
        {"id": 123, "links": {"html": "{site}/deposit/123", "record_html": "{site}/record/123"}},
    ),
}
#: Source: the same, "New version": the answer is not the draft, but leads to it.
NEW_VERSION = {
    **ZENODO,
    "POST /api/deposit/depositions/100/actions/newversion": (
        201,
        {"id": 100, "links": {"latest_draft": "{site}/api/deposit/depositions/123"}},
    ),
    "GET /api/deposit/depositions/123": (200, DRAFT | {"files": [{"id": "f1"}, {"id": "f2"}]}),
    "DELETE /api/deposit/depositions/123/files/f[12]": (204, ""),
}
NONE = (404, {"success": False, "error": {"message": "Not found", "__type": "Not Found Error"}})
DATASET = {"id": "0a1b", "name": "example", "private": True}
#: Source: the documentation of CKAN's action API.
CKAN = {
    r"GET /api/3/action/package_show\?id=example": NONE,
    "POST /api/3/action/package_create": (200, {"success": True, "result": DATASET}),
    "POST /api/3/action/resource_create": (200, {"success": True, "result": {"id": "r"}}),
    "POST /api/3/action/package_patch": (
        200,
        {"success": True, "result": DATASET | {"private": False}},
    ),
}
UPDATE = {
    **CKAN,
    r"GET /api/3/action/package_show\?id=example": (
        200,
        {
            "success": True,
            "result": DATASET
            | {
                "resources": [
                    {"id": "r1", "name": "README.md"},
                    {"id": "r2", "name": "data/gone.csv"},
                ]
            },
        },
    ),
    "POST /api/3/action/package_patch": (200, {"success": True, "result": DATASET}),
    "POST /api/3/action/resource_update": (200, {"success": True, "result": {"id": "r1"}}),
    "POST /api/3/action/resource_delete": (200, {"success": True, "result": None}),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    directory = tmp_path_factory.mktemp("deposit") / "package"
    openinnov.publish(release(SMALL), directory)
    return directory


def _files(package):
    paths = sorted(path for path in package.rglob("*") if path.is_file())
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in paths}


def _to_ckan(package, replay, **more):
    return openinnov.deposit(
        package, "ckan", TOKEN, url=replay.url, organization="statistics", **more
    )


def test_zenodo_gets_a_draft(package):
    with replaying(ZENODO) as replay:
        made = openinnov.deposit(package, "zenodo", TOKEN, url=replay.url)

    assert made == openinnov.Deposit("123", f"{replay.url}/deposit/123", published=False)
    assert replay.asked == [
        "POST /api/deposit/depositions",
        "PUT /api/files/b799cb5a/example-2026.01.15.zip",
        "PUT /api/files/b799cb5a/README.md",
        "PUT /api/deposit/depositions/123",
    ]
    assert {each["headers"]["Authorization"] for each in replay.requests} == {f"Bearer {WORD}"}


def test_zenodo_gets_all_files_as_they_are_and_the_same_bytes_each_time(package):
    sent = []
    for _ in range(2):
        with replaying(ZENODO) as replay:
            openinnov.deposit(package, "zenodo", TOKEN, url=replay.url)
        sent += replay.bodies(r"\.zip")
    with zipfile.ZipFile(io.BytesIO(sent[0])) as packed:
        held = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}

    assert sent[0] == sent[1]
    assert held == _files(package)


def test_zenodo_learns_what_it_is(package):
    with replaying(ZENODO) as replay:
        openinnov.deposit(package, "zenodo", TOKEN, url=replay.url)
    [body] = replay.bodies("depositions/123$")

    assert json.loads(body)["metadata"] == {
        "upload_type": "dataset",
        "access_right": "open",
        "title": "Example",
        "description": "<p>An example of a package.</p>",
        "creators": [{"name": "Aspire to Innovate"}],
        "publication_date": "2026-01-15",
        "version": "2026.01.15",
        "keywords": [],
        "license": "cc-by-4.0",
    }


def test_zenodo_publishes_only_when_it_is_said(package):
    with replaying(ZENODO) as replay:
        made = openinnov.deposit(package, "zenodo", TOKEN, url=replay.url, publish=True)

    assert made == openinnov.Deposit("123", f"{replay.url}/record/123", published=True)
    assert replay.asked[-1] == "POST /api/deposit/depositions/123/actions/publish"


def test_a_new_version_at_zenodo_keeps_no_earlier_file(package):
    with replaying(NEW_VERSION) as replay:
        openinnov.deposit(package, "zenodo", TOKEN, url=replay.url, version_of="100")

    assert replay.asked[:4] == [
        "POST /api/deposit/depositions/100/actions/newversion",
        "GET /api/deposit/depositions/123",
        "DELETE /api/deposit/depositions/123/files/f1",
        "DELETE /api/deposit/depositions/123/files/f2",
    ]


def test_ckan_gets_a_private_data_set_with_each_file(package):
    with replaying(CKAN) as replay:
        made = _to_ckan(package, replay)
    [created] = replay.bodies("package_create")
    uploads = replay.bodies("resource_create")

    assert made == openinnov.Deposit("example", f"{replay.url}/dataset/example", published=False)
    assert json.loads(created) == {
        "name": "example",
        "private": True,
        "title": "Example",
        "notes": "An example of a package.",
        "owner_org": "statistics",
        "license_id": "CC-BY-4.0",
        "version": "2026.01.15",
        "author": "Aspire to Innovate",
        "tags": [],
    }
    files = _files(package)
    assert len(uploads) == len(files)
    for body, (name, content) in zip(uploads, files.items(), strict=True):
        assert f'name="name"\r\n\r\n{name}\r\n'.encode() in body
        assert content in body
    assert {each["headers"]["Authorization"] for each in replay.requests} == {WORD}


def test_ckan_shows_it_to_everybody_only_when_it_is_said(package):
    with replaying(CKAN) as replay:
        made = _to_ckan(package, replay, publish=True)

    assert made.published
    assert replay.asked[-1] == "POST /api/3/action/package_patch"
    assert json.loads(replay.requests[-1]["body"]) == {"id": "0a1b", "private": False}


def test_a_new_version_at_ckan_replaces_files_and_takes_away_what_is_gone(package):
    with replaying(UPDATE) as replay:
        _to_ckan(package, replay, version_of="example")

    assert len(replay.bodies("resource_update")) == 1
    assert [json.loads(body) for body in replay.bodies("resource_delete")] == [{"id": "r2"}]
    assert len(replay.bodies("resource_create")) == len(_files(package)) - 1
    assert "private" not in json.loads(replay.bodies("package_patch")[0])


@pytest.mark.parametrize(
    ("exchange", "more", "message"),
    [
        (UPDATE, {}, "has a data set example already; say that it is a new version"),
        (CKAN, {"version_of": "example"}, "has no data set example"),
    ],
)
def test_a_data_set_is_neither_doubled_nor_missed(package, exchange, more, message):
    with replaying(exchange) as replay, pytest.raises(openinnov.DepositError, match=message):
        _to_ckan(package, replay, **more)

    assert len(replay.asked) == 1


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            (401, {"message": "wrong token", "status": 401}),
            "answers 401 Unauthorized: .*wrong token",
        ),
        ((302, ""), "answers 302 Found"),
        ((200, "<html>"), "answers with something else than was asked for"),
        ((200, "[]"), "answers with something else than was asked for"),
        ((200, {}), "the site does not say id, which it should"),
        ((200, {"id": [], "links": {}}), "the site does not say id, which it should"),
        ((400, "x\x1b[2J" * 200), "answers 400 Bad Request: x \\[2J.{0,300}…$"),
        (
            (201, DRAFT | {"links": {"bucket": "http://127.0.0.1:9/steal"}}),
            "sends what is meant for it elsewhere; nothing was sent",
        ),
    ],
)
def test_a_site_that_refuses_or_errs_is_said(package, answer, message):
    exchange = {**ZENODO, "POST /api/deposit/depositions": answer}
    with replaying(exchange) as replay, pytest.raises(openinnov.DepositError, match=message):
        openinnov.deposit(package, "zenodo", TOKEN, url=replay.url)

    assert not [asked for asked in replay.asked if asked.startswith("PUT")]


def test_an_upload_is_tried_again(package):
    answers = iter([(503, {"message": "later"})])
    upload = "PUT /api/files/b799cb5a/.+"
    exchange = {**ZENODO, upload: lambda _: next(answers, ZENODO[upload])}
    with replaying(exchange) as replay:
        openinnov.deposit(package, "zenodo", TOKEN, url=replay.url)
    first, again = replay.bodies(r"\.zip")

    assert first == again


def test_a_site_that_is_not_there_is_said(package):
    with replaying({}) as replay:
        pass
    with pytest.raises(openinnov.DepositError, match="is not reached: ConnectionError"):
        openinnov.deposit(package, "zenodo", TOKEN, url=replay.url)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://data.example.org", "say https, or others can read the token"),
        ("data.example.org", "is no address of a site"),
        ("ftp://data.example.org", "is no address of a site"),
        ("https://user:word@data.example.org", "leave the user out of the address"),
    ],
)
def test_a_token_is_sent_to_no_such_address(package, url, message):
    with pytest.raises(openinnov.RefusedError, match=message) as refused:
        openinnov.deposit(package, "zenodo", TOKEN, url=url)
    assert "word" not in str(refused.value)


def test_only_a_sound_public_package_is_sent(package, tmp_path):
    openinnov.publish(release(SMALL, profile="partner"), tmp_path / "partner")
    openinnov.publish(release(SMALL), tmp_path / "edited")
    (tmp_path / "edited" / "README.md").write_text("edited")
    with replaying(ZENODO) as replay:
        for name, message in (
            ("partner", "is for the profile partner, so nothing was sent"),
            ("edited", "is not sound, so nothing was sent:\n  README.md"),
            ("none", "is not sound, so nothing was sent"),
        ):
            with pytest.raises(openinnov.RefusedError, match=message):
                openinnov.deposit(tmp_path / name, "zenodo", TOKEN, url=replay.url)

    assert not replay.asked


def test_what_is_left_open_is_said(package):
    for service, more, message in (
        ("ckan", {}, "say where the ckan is"),
        ("ckan", {"url": "https://data.example.org"}, "say which organization"),
    ):
        with pytest.raises(openinnov.RefusedError, match=message):
            openinnov.deposit(package, service, TOKEN, **more)
    with pytest.raises(openinnov.UnknownNameError, match="there is no service dropbox"):
        openinnov.deposit(package, "dropbox", TOKEN)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"two words", "naïve".encode(), b"a\x00b", b"a\nb"]
)
def test_what_is_no_token_is_said_without_it(tmp_path, content):
    (tmp_path / "token").write_bytes(content)

    with pytest.raises(openinnov.RefusedError, match="token: holds no token") as refused:
        openinnov.Token.from_file(tmp_path / "token")
    assert "two" not in str(refused.value)


def test_a_token_is_never_shown(tmp_path):
    (tmp_path / "token").write_text(f"{WORD}\n")

    assert WORD not in repr(openinnov.Token.from_file(tmp_path / "token"))
    with pytest.raises(openinnov.RefusedError, match="none: cannot be read: No such file"):
        openinnov.Token.from_file(tmp_path / "none")


@settings(max_examples=20)
@given(st.sampled_from(sorted(CKAN)), st.sampled_from([400, 403, 409, 500]), st.text())
def test_whatever_a_site_answers_no_message_holds_the_token(package, pattern, status, text):
    exchange = {**CKAN, pattern: (status, {"error": {"message": text}})}
    with replaying(exchange) as replay:
        try:
            _to_ckan(package, replay, publish=True)
        except openinnov.DepositError as error:
            assert WORD not in str(error)  # noqa: PT017 -- a 404 of what may be missing is none
        else:
            pytest.fail("a fault of the site went unseen")


def test_the_command_deposits(package, tmp_path, capsys):
    (tmp_path / "token").write_text(WORD)
    token = ("--token-file", str(tmp_path / "token"))
    with replaying(CKAN) as replay:
        options = ("--url", replay.url, "--organization", "statistics", *token)
        with pytest.raises(SystemExit) as left:
            main(["deposit", str(package), "--to", "ckan", *options])
    written = capsys.readouterr()

    assert left.value.code == 0
    assert written.out == (
        f"A draft that nobody else sees yet: {replay.url}/dataset/example\nIts id: example\n"
    )


def test_the_command_says_what_ckan_needs(package, tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        main(["deposit", str(package), "--to", "ckan", "--token-file", str(tmp_path / "token")])

    assert left.value.code == 2
    assert "--to ckan needs --url and --organization" in capsys.readouterr().err
