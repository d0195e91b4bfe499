"""What the command line says of the risk of a release, and of earlier ones beside it."""

import csv
import json
import stat

import pytest
from publication.released import INNOVATION, ORGANIZATION
from submissions import DESCRIPTOR

SECRET = b"a key that is no secret at all, 32+"


def _table(folder, name, rows):
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _answers(folder, numbers):
    """Write a submission with some answers, all alike but for what people said of a bribe."""
    folder.mkdir(exist_ok=True)
    resources = [
        {"name": name, "path": f"{name}.csv"} for name in ("organization", "innovation", "feedback")
    ]
    document = {**DESCRIPTOR, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
    _table(folder, "organization", [ORGANIZATION])
    _table(folder, "innovation", [INNOVATION])
    answers = [
        {
            "id": f"answer{number}",
            "innovation_id": INNOVATION["id"],
            "sex": "F",
            "bribe_asked": "true" if number % 2 else "false",
            "satisfaction": str(1 + number % 5),
        }
        for number in numbers
    ]
    _table(folder, "feedback", answers)
    return folder


@pytest.fixture
def keys(tmp_path):
    """Return a file with a key for pseudonyms, and one with a key of the ledger."""
    files = [tmp_path / name for name in ("2026a.key", "book1.key")]
    for number, file in enumerate(files):
        file.write_bytes(SECRET + bytes([number]))
    return files


@pytest.fixture
def source(tmp_path):
    return _answers(tmp_path / "submission", range(1000, 1040))


@pytest.fixture
def publish(run, keys, tmp_path):
    """Return a function that publishes a submission under a name, and compares it by the ledger."""

    def publish(source, name, *, ledger_key=keys[1]):
        return run(
            *("publish", source, tmp_path / name, "--format", "data-package"),
            *("--key-file", keys[0]),
            *("--ledger", tmp_path / "book.jsonl", "--ledger-key", ledger_key),
        )

    return publish


def test_the_risk_is_written_for_the_publisher_alone(run, source, keys, tmp_path):
    files = {form: tmp_path / f"{form}.out" for form in ("risk", "risk-page")}
    files["risk"].write_text("of an earlier run, open to all", encoding="utf-8")
    outputs = [part for form, path in files.items() for part in ("--output", f"{form}={path}")]

    code, out, err = run("protect", source, "--key-file", keys[0], *outputs)

    assert (code, out, err) == (0, "", "")
    assert [stat.S_IMODE(path.stat().st_mode) for path in files.values()] == [0o600, 0o600]
    document = json.loads(files["risk"].read_text("utf-8"))
    (table,) = document["tables"]
    assert (document["version"], document["profile"], table["table"]) == (
        "1.0",
        "public",
        "feedback",
    )
    assert (table["before"]["rows"], table["after"]["rows"], table["after"]["k"]) == (40, 40, 40)
    assert table["after"]["global_risk"] == pytest.approx(1 / 40)
    assert "<title>Risk of the release</title>" in files["risk-page"].read_text("utf-8")


def test_the_risk_is_told_in_the_plan(run, source, keys):
    code, out, _ = run("protect", source, "--key-file", keys[0])

    assert code == 0
    assert (
        "What risk is left for persons:\n"
        "  feedback: 40 of 40 records leave, each like at least 39 others; who tries to name a "
        "person is right about once in 40 tries on average, and before it was once in 40.\n"
    ) in out


def test_the_page_is_in_the_language_asked_for(run, source, keys):
    code, out, _ = run(
        "protect", source, "--key-file", keys[0], "--lang", "ar", "--output", "risk-page=-"
    )

    assert code == 0
    assert '<html lang="ar" dir="rtl">' in out


def test_a_page_in_a_language_without_its_words_is_refused(run, source, keys):
    code, out, err = run(
        "protect", source, "--key-file", keys[0], "--lang", "de", "--output", "risk-page=-"
    )

    assert (code, out) == (2, "")
    assert "no report can be written in 'de'" in err


def test_of_data_without_persons_there_is_no_risk(run, tmp_path):
    folder = _answers(tmp_path / "submission", [1])
    (folder / "feedback.csv").unlink()
    (folder / "datapackage.json").write_text(json.dumps(DESCRIPTOR), encoding="utf-8")

    code, out, _ = run("protect", folder, "--output", "risk=-")

    assert (code, json.loads(out)["tables"]) == (0, [])


def test_what_earlier_releases_still_hold_is_said(source, publish, tmp_path):
    first = publish(source, "one")
    code, out, err = publish(_answers(source, range(1000, 1036)), "two")

    assert (first[0], code, err) == (0, 0, "")
    assert "Risk: feedback: 40 of 40 records leave" in first[1]
    assert "Still in" not in first[1]
    assert (
        "Still in example 2026.01.15, public: 4 of feedback; take it down if their persons no "
        "longer agree\n"
    ) in out
    book = (tmp_path / "book.jsonl").read_text("utf-8")
    assert [json.loads(line).get("status") for line in book.splitlines()] == [
        None,
        *("pending", "confirmed") * 2,
    ]
    assert "answer1000" not in book


def test_a_release_that_cannot_stand_beside_another_is_exit_1(source, publish, keys, tmp_path):
    publish(source, "one")

    code, _, err = publish(source, "two", ledger_key=keys[0])

    assert code == 1
    assert "book.jsonl: was begun with another key than <key 2026a>" in err

    code, out, err = publish(_answers(source, range(1000, 1042)), "two")

    assert (code, out) == (1, "")
    assert "feedback: too few records that came to a class (1 times), beside example" in err
    assert "book.jsonl.appendix.json names the places" in err
    assert "answer" not in err
    assert not (tmp_path / "two").exists()
    appendix = tmp_path / "book.jsonl.appendix.json"
    assert stat.S_IMODE(appendix.stat().st_mode) == 0o600
    (place,) = json.loads(appendix.read_text("utf-8"))
    assert (place["table"], place["field"]) == ("feedback", "*")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(["--ledger", "book.jsonl"], "--ledger needs --ledger-key", id="no key"),
        pytest.param(
            ["--ledger", "two/book.jsonl", "--ledger-key", "2026a.key"],
            "lies in the package; the ledger is not for publication",
            id="within the package",
        ),
        pytest.param(
            ["--ledger", "book.jsonl", "--ledger-key", "none.key"],
            "none.key",
            id="a key that is not there",
        ),
    ],
)
def test_a_ledger_that_cannot_be_kept_is_exit_2(options, said, run, source, monkeypatch):
    folder = source.parent
    monkeypatch.chdir(folder)
    monkeypatch.delenv("OPENINNOV_LEDGER_KEY_FILE", raising=False)
    (folder / "2026a.key").write_bytes(SECRET)

    code, out, err = run("publish", source, "two", *options)

    assert (code, out) == (2, "")
    assert said in err
    assert not (folder / "two").exists()
