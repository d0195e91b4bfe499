"""What no reader of linked data takes is found, at each place, before anything is written."""

import csv
import json

import pytest
from publication.released import INNOVATION, ORGANIZATION
from submissions import DESCRIPTOR

import openinnov
from openinnov.exceptions import RefusedError

ADDRESSES = [
    *("https://e.org/a b", "https://e.org/a|b", "https://e.org/{x}", "https://e.org/a^b"),
    *("https://e.org/a`b", 'https://e.org/a"b', "https://e.org/<b>", "C:\\data\\x.csv"),
    *("https://e.org/a#b#c", "https://e.org/%zz", "https://e.org/%", "https://e.org/[x]"),
    *("http://e.org:port/", "http://[::1", "https://e.org/\x7f", "https://e.org/\ue000"),
    *("https://e.org/\u00a0", "https://e.org/\u2028", "https://e.org/\u202e", "www.e.org", "foo"),
    *("https://e.org/\ufffe", "http://user:pw@e.org/", "javascript:alert(1)", "HTTPS://E.org/A"),
]
#: A password in an address is found as such.
ADDRESS_CHECKS = {"type", "control-character", "personal-data-in-text"}
TEXTS = ["a\x01bc", "a\x0bbc", "a\x7fbc", "a\ufffebc", "a\uffffbc"]
TAGS = ["pt_BR", "en-", "1en", "abcdefghi", "e", "en us"]


def _submission(folder, changes):
    """Write a submission of an innovation for each change, and return its folder."""
    folder.mkdir()
    innovations = [
        INNOVATION | {"id": f"bd-a2i-{number}", "stage": "pilot"} | change
        for number, change in enumerate(changes)
    ]
    for name, rows in {"organization": [ORGANIZATION], "innovation": innovations}.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    resources = [{"name": name, "path": f"{name}.csv"} for name in ("organization", "innovation")]
    described = json.dumps(DESCRIPTOR | {"resources": resources})
    (folder / "datapackage.json").write_text(described, "utf-8")
    return folder


def _errors(report, field):
    """Return the checks that find an error in a field, and the places of their findings."""
    found = [each for each in report.notices if each.field == field]
    grave = [each for each in found if each.check.severity == "error"]
    rows = {sample.row for notice in grave for sample in notice.samples}
    return {notice.check.name for notice in grave}, sorted(rows)


@pytest.mark.parametrize(
    ("field", "values", "checks"),
    [
        pytest.param("website", ADDRESSES, ADDRESS_CHECKS, id="addresses"),
        pytest.param("title", TEXTS, {"control-character"}, id="characters"),
        pytest.param("problem", TEXTS, {"control-character"}, id="characters of long texts"),
        pytest.param("language", TAGS, {"type"}, id="languages"),
        pytest.param("description", ["word" * (1 << 18)], {"max-length"}, id="a text of 1 MiB"),
    ],
)
def test_what_cannot_be_published_is_found(field, values, checks, tmp_path):
    source = _submission(tmp_path / "source", [{field: value} for value in values])
    submission = openinnov.read(source)

    report = openinnov.validate(submission, samples=len(values))

    assert _errors(report, field) == (checks, list(range(2, len(values) + 2)))
    with pytest.raises(RefusedError):
        openinnov.publish(openinnov.protect(submission), tmp_path / "package")
    assert not (tmp_path / "package").exists()


@pytest.mark.parametrize("text", ["\\ud800", "a\\udfffb", "\\u0000"])
def test_half_a_character_in_json_is_found_where_it_stands(text, tmp_path):
    file = tmp_path / "innovation.json"
    record = json.dumps(INNOVATION).replace('"title": "', f'"title": "{text}')
    file.write_text(f"[{record}]", "utf-8")

    report = openinnov.validate(openinnov.read(file))

    checks, rows = _errors(report, "title")
    assert checks & {"control-character", "encoding-error"}
    assert rows == [1]
