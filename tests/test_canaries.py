"""No value that is to be withheld leaves by any way: sought as planted canaries, in all bytes.

A canary stands in every field that is not public and can hold one, within each public text that is
in people's own words, in the description of the package, in columns and files that the standard
does not know, and, in further runs, as a value that breaks a rule or a type in every field.
"""

import base64
import csv
import hashlib
import io
import json
import shutil
import zipfile
from types import SimpleNamespace
from urllib.parse import quote

import pyarrow.parquet as pq
import pytest
from golden import EXAMPLES

import openinnov
from openinnov.cli import main
from openinnov.reporting import OUTPUTS
from openinnov.standard import load

STANDARD = load()
SOURCE = EXAMPLES / "bangladesh-digital-centres" / "submission"
#: Where a canary of the type of the field stands; the other types hold no text of their own.
MADE = {
    "respondent.latitude": "17.9135791",
    "respondent.longitude": "89.9135792",
    "respondent.consented_on": "1987-03-17",
    "contact.consented_on": "1987-03-18",
    "contact.review_on": "2093-07-19",
    "contact.id": "bd-a2i-zqxcanary1",
    "contact.email": "zqxcanary2@example.org",
    "contact.phone": "+99191357916",
    "respondent.id": "zqxcanary3_x",
    "respondent.phone": "+99191357917",
    "respondent.email": "zqxcanary4@example.org",
    "feedback.id": "zqxcanary5_x",
    "feedback.responded_on": "1931-05-17",
    "feedback.subdivision": "BD-ZQ9",
    "feedback.beneficiary_groups": "zqxcanary6",
    "feedback.grievance": "zqxcanary7",
    "feedback.bribe_amount": "91357918.25",
    "feedback.weight": "9135.7919",
    "need.budget": "91357920.5",
    "time_cost_visit.informal_payment": "91357921.5",
}
#: References follow the id that they name.
FOLLOW = {
    "innovation.contact_id": "contact.id",
    "need.contact_id": "contact.id",
    "offer.contact_id": "contact.id",
    "feedback.respondent_id": "respondent.id",
}
#: Values of protected fields that break a rule or a type, so that reports have every reason to show
#: them; what takes any text is broken by what nobody sees.
BROKEN = {
    f"{table.name}.{field.name}": (
        f"zqxcanary\x01{field.name}"
        if field.type in {"string", "text"} and not field.pattern
        else f"zqxcanary {field.name} of {table.name}"
    )
    for table in STANDARD.tables.values()
    for field in table.fields.values()
    if field.privacy != "public" and f"{table.name}.{field.name}" not in FOLLOW
}
#: These leave, though they are not public by themselves: they say of which group a number is.
BREAKDOWNS = {
    f"{table.name}.{field.name}"
    for table in STANDARD.tables.values()
    for field in table.fields.values()
    if table.kind == "aggregate" and field.privacy == "quasi-identifier" and not field.count
}
#: Without them nobody knows how many people stand behind a row, so that nothing is published.
COUNTS = {
    f"{table.name}.{field.name}"
    for table in STANDARD.tables.values()
    for field in table.fields.values()
    if field.count
}
#: What partners do not get, so that they get the rest.
NOT_FOR_PARTNERS = {
    *("contact.phone", "contact.email", "contact.consented_on", "respondent.national_id"),
    *("respondent.latitude", "feedback.bribe_amount", "feedback.comment", "need.budget"),
    "need.restrictions",
}
#: What the public may see of answers: sensitive numbers, where those who look alike differ.
TOLD = {"feedback.bribe_amount"}
#: What a public text says of persons: all of it has to be gone.
IN_TEXT = (
    " Ask {contact.name} ({contact.email}, {contact.phone}), {respondent.name} "
    "({respondent.email}, {respondent.phone}), or who has {respondent.national_id}. Dr Zqxcanary."
)
#: The same in a line of few words.
IN_LINE = " Dr Zqxcanary, {contact.email}"
#: The texts in people's own words that leave. Names of organizations are not among them: such a
#: name stays, even if it is made of that of a person.
TEXTS = {
    f"{table.name}.{field.name}"
    for table in STANDARD.tables.values()
    for field in table.fields.values()
    if field.free_text and field.privacy == "public" and not table.individual
}


def _canaries(values):
    """Return the canary of each protected field that can hold one."""
    canaries = dict(values)
    for table in STANDARD.tables.values():
        for field in table.fields.values():
            place = f"{table.name}.{field.name}"
            free = field.type in {"string", "text"} and not (field.pattern or field.reference)
            if field.privacy != "public" and free and place not in canaries:
                canaries[place] = f"Zqxcanary {table.name} {field.name}"
    return canaries


def _read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _plant(folder, canaries, *, in_texts=True):
    """Put each canary into the first row that may hold it."""
    shutil.copytree(SOURCE, folder)
    renamed = {
        place: _read(folder / f"{place.split('.')[0]}.csv")[0]["id"] for place in FOLLOW.values()
    }
    for path in sorted(folder.glob("*.csv")):
        rows = _read(path)
        for field in rows[0]:
            place = f"{path.stem}.{field}"
            target = FOLLOW.get(place)
            if place in canaries:
                rows[0][field] = canaries[place]
            for row in rows:
                if target and (row is rows[0] or row[field] == renamed[target]):
                    row[field] = canaries[target]
        if path.stem == "time_cost_visit":
            rows[0]["currency"] = "BDT"
        _write(path, rows)
    if in_texts:
        _plant_in_texts(folder, canaries)
    _plant_one_person_business(folder)
    needs = _read(folder / "need.csv")
    _write(folder / "need.csv", [row | {"secret": "zqxcanary unknown"} for row in needs])
    (folder / "zqx-notes.csv").write_text("note\nzqxcanary file\n", encoding="utf-8")


def _plant_in_texts(folder, canaries):
    tables = {name: SimpleNamespace() for name in ("contact", "respondent")}
    for place, canary in canaries.items():
        table, _, field = place.partition(".")
        setattr(tables.get(table, SimpleNamespace()), field, canary)
    text, line = (each.format(**tables) for each in (IN_TEXT, IN_LINE))
    for place in sorted(TEXTS):
        table, _, field = place.partition(".")
        rows = _read(folder / f"{table}.csv")
        row = next((row for row in rows if row[field]), rows[0])
        row[field] += line if STANDARD.tables[table].fields[field].type == "string" else text
        _write(folder / f"{table}.csv", rows)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    package |= {"keywords": [text], "sources": [{"title": text, "path": "https://e.org/"}]}
    package |= {name: package[name] + text for name in ("title", "description")}
    package["contributors"].append({"title": canaries["contact.name"], "roles": ["author"]})
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")


def _unmarked(directory):
    """Return the texts in which no name was found, of those where one was planted."""
    places = (place.split(".") for place in sorted(TEXTS))
    return {
        f"{table}.{field}"
        for table, field in places
        if not any(
            "[known-name]" in row[field] for row in _read(directory / "data" / f"{table}.csv")
        )
    }


def _plant_one_person_business(folder):
    rows = _read(folder / "organization.csv")
    for row in rows:
        if row["is_individual"] == "true":
            row["name"] = "Zqxcanary Person Trading"
            row["email"] = "zqxcanaryshop@example.org"
            row["website"] = "https://zqxcanary.example.org/"
    assert any(row["is_individual"] == "true" for row in rows)
    _write(folder / "organization.csv", rows)


def _needles(canaries):
    """Return the canaries in the forms under which a value may hide."""
    planted = {
        *canaries.values(),
        "zqxcanary unknown",
        "zqxcanary file",
        "Zqxcanary Person Trading",
        "zqxcanaryshop@example.org",
        "zqxcanary.example.org",
    }
    for value in planted:
        data = value.encode()
        yield from (data, value.lower().encode(), value.upper().encode())
        yield from (value.encode("utf-16-le"), data.hex().encode(), value[::-1].encode())
        yield from (quote(value, safe="").encode(), json.dumps(value)[1:-1].encode())
        yield base64.b64encode(data).rstrip(b"=")[:-1]
        yield from (hashlib.new(name, data).hexdigest().encode() for name in ("md5", "sha256"))
    yield from (b"zqxcanary", b"Zqxcanary", b"ZQXCANARY")


def _texts(directory):
    """Yield the bytes of each file, and what Parquet packs."""
    for path in sorted(directory.rglob("*")):
        if path.is_file():
            yield path.name, path.name.encode() + path.read_bytes()
            if path.suffix == ".parquet":
                text = io.StringIO()
                print(pq.read_table(path).to_pylist(), file=text)
                yield path.name, text.getvalue().encode()


def _hits(needles, pieces):
    return sorted({(name, needle) for name, data in pieces for needle in needles if needle in data})


@pytest.fixture
def run(capfd):
    """Return a function that runs a command line and gives exit code and all that it printed."""

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        written = capfd.readouterr()
        return left.value.code, (written.out + written.err).encode()

    return run


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "key"
    path.write_bytes(b"k" * 32)
    return path


@pytest.mark.parametrize("profile", ["public", "partner"])
def test_no_canary_is_in_a_package_or_in_what_was_said(profile, run, key_file, tmp_path):
    canaries = _canaries(MADE)
    _plant(tmp_path / "in", canaries)
    options = ["--profile", profile, "--key-file", key_file, "--drop-unknown"]

    said = [
        run("validate", tmp_path / "in", "--output", "json=-")[1],
        run("validate", tmp_path / "in")[1],
        run("protect", tmp_path / "in", *options)[1],
        run("protect", tmp_path / "in", *options, "--output", "json=-")[1],
    ]
    code, published = run("publish", tmp_path / "in", tmp_path / "out", *options)

    assert code == 0, published.decode()
    assert (tmp_path / "out" / "data" / "innovation.csv").is_file()
    assert _unmarked(tmp_path / "out") == set()
    needles = set(_needles(canaries))
    told = TOLD if profile == "public" else set()
    hidden = {place: canary for place, canary in canaries.items() if place not in told}
    assert _hits(set(_needles(hidden)), _texts(tmp_path / "out")) == []
    assert _hits(needles, enumerate([*said, published])) == []


def test_the_internal_package_holds_what_is_known_and_nothing_unknown(run, key_file, tmp_path):
    # A text that names a person may not even be kept: it is an error until it is mended.
    _plant(tmp_path / "in", _canaries(MADE), in_texts=False)

    code, said = run(
        *("publish", tmp_path / "in", tmp_path / "out", "--profile", "internal"),
        *("--key-file", key_file, "--drop-unknown"),
    )

    assert code == 0, said.decode()
    pieces = list(_texts(tmp_path / "out"))
    assert _hits({b"zqxcanary unknown", b"zqxcanary file"}, pieces) == []
    assert _hits({b"Zqxcanary need restrictions"}, pieces) != []
    assert _hits({b"zqxcanary", b"Zqxcanary"}, [("said", said)]) == []


@pytest.mark.parametrize(
    ("profile", "broken"),
    [
        pytest.param("public", BROKEN.keys() - COUNTS - BREAKDOWNS, id="public"),
        pytest.param("partner", NOT_FOR_PARTNERS, id="partner"),
        pytest.param("partner", BROKEN.keys(), id="partner, all"),
        pytest.param("internal", BROKEN.keys(), id="internal"),
    ],
)
def test_no_message_shows_a_protected_value_that_breaks_a_rule(
    profile, broken, run, key_file, tmp_path
):
    canaries = _canaries(MADE | {place: BROKEN[place] for place in broken})
    _plant(tmp_path / "in", canaries, in_texts=False)
    options = ["--profile", profile, "--key-file", key_file, "--drop-unknown"]

    said = [
        run("validate", tmp_path / "in", "--output", "json=-", "--fail-on", "info")[1],
        run("validate", tmp_path / "in")[1],
        run("protect", tmp_path / "in", *options)[1],
        run("publish", tmp_path / "in", tmp_path / "out", *options)[1],
    ]

    report = json.loads(said[0])
    blamed = {(notice.get("table"), notice.get("field")) for notice in report["notices"]}
    assert {tuple(place.split(".")) for place in broken} - blamed == set()
    needles = set(_needles(canaries))
    assert _hits(needles, enumerate(said)) == []
    if broken != BROKEN.keys():
        assert (tmp_path / "out" / "data" / "innovation.csv").is_file()
        assert _hits(needles, _texts(tmp_path / "out")) == []
    else:
        assert not (tmp_path / "out").exists()


def _break(folder):
    """Add records that have lost their shape, and bytes that are no text, with canaries."""
    for name, line in {
        "contact.csv": "zqxcanary," * 40,
        "respondent.csv": "zqxcanary",
        "need.csv": 'zqxcanary,"zqxcanary"zqxcanary',
        "innovation.csv": 'zqxcanary,"zqxcanary',
    }.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    with (folder / "organization.csv").open("ab") as file:
        file.write(b"zqxcanary\xff\xfe,zqxcanary\n")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_output_of_a_report_holds_a_canary(language, run, tmp_path, monkeypatch):
    canaries = _canaries(MADE | BROKEN)
    _plant(tmp_path / "in", canaries)
    _break(tmp_path / "in")
    (tmp_path / "out").mkdir()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "out" / "summary.md"))
    outputs = [f"--output={form}={tmp_path / 'out' / form}" for form in OUTPUTS]

    code, said = run("validate", tmp_path / "in", "--lang", language, *outputs)

    assert code == 1, said.decode()
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*OUTPUTS, "summary.md"}
    report = json.loads((tmp_path / "out" / "json").read_text("utf-8"))
    rules = {notice["rule"] for notice in report["notices"]}
    assert rules >= {"extra-cell", "missing-cell", "text-after-quote", "encoding-error", "type"}
    needles = set(_needles(canaries))
    assert _hits(needles, [*_texts(tmp_path / "out"), ("said", said)]) == []


def test_what_a_notebook_shows_holds_no_canary(tmp_path):
    canaries = _canaries(MADE | BROKEN)
    _plant(tmp_path / "in", canaries)

    submission = openinnov.read(tmp_path / "in")
    shown = [submission, openinnov.validate(submission)]

    pieces = [(type(each).__name__, each._repr_html_().encode()) for each in shown]
    assert _hits(set(_needles(canaries)), pieces) == []


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--profile", "public"], id="unknown columns"),
        pytest.param(["--profile", "partner", "--drop-unknown"], id="no key"),
    ],
)
def test_a_refusal_shows_no_canary_and_writes_nothing(options, run, tmp_path):
    canaries = _canaries(MADE)
    _plant(tmp_path / "in", canaries)

    code, said = run("publish", tmp_path / "in", tmp_path / "out", *options)

    assert code == 1
    assert not (tmp_path / "out").exists()
    assert _hits(set(_needles(canaries)), [("said", said)]) == []


def test_every_protected_field_that_can_hold_text_has_a_canary():
    fields = {
        f"{table.name}.{field.name}"
        for table in STANDARD.tables.values()
        for field in table.fields.values()
        if field.privacy != "public" and not field.reference
    }

    # Closed codes, yes or no, ages and counts hold no text of their own, but all can be broken.
    assert fields - BROKEN.keys() == set()
    assert fields - _canaries(MADE).keys() - BREAKDOWNS == {
        "contact.consent_status",
        "contact.legal_basis",
        "deployment_beneficiary.people_reached",
        "feedback.age",
        "feedback.area_type",
        "feedback.bribe_asked",
        "feedback.collection_mode",
        "feedback.education",
        "feedback.income_quintile",
        "feedback.language",
        "feedback.sex",
        "measurement.sample_size",
        "need.currency",
        "respondent.consent_scope",
        "respondent.consent_status",
        "time_cost_visit.sample_size",
    }


#: Protected values that have a safe repair, which a copy makes and no list tells.
MENDED = {
    "contact.name": " Zqxcanary contact name ",
    "feedback.comment": "Zqxcanary feedback comment ",
    "need.restrictions": " Zqxcanary need restrictions",
}


def _beside_the_rows(path):
    """Yield what a marked workbook holds but the sheets of the submission itself."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            ours = name.endswith(("sheet1.xml", "sheet2.xml")) or "worksheets/sheet" not in name
            if ours:
                yield name, archive.read(name)


@pytest.mark.parametrize("values", [BROKEN, MENDED], ids=["broken", "to be mended"])
def test_no_list_of_what_is_found_or_changed_holds_a_canary(values, run, tmp_path):
    canaries = _canaries(MADE | values)
    _plant(tmp_path / "in", canaries)
    out = tmp_path / "out"
    forms = {
        "findings": ("all.csv", "all.parquet"),
        "workbook": ("marked.xlsx",),
        "fixed": ("fixed",),
    }
    options = [f"{form}={out / name}" for form, names in forms.items() for name in names]

    code, said = run(
        *("validate", tmp_path / "in"),
        *(word for option in options for word in ("--output", option)),
    )

    needles = set(_needles(canaries))
    assert code in {0, 1}, said.decode()
    assert _hits(needles, [("said", said)]) == []
    assert _hits(needles, _beside_the_rows(out / "marked.xlsx")) == []
    lists = [(path, data) for path, data in _texts(out) if path.startswith(("all", "changes"))]
    assert {name for name, _ in lists} == {"all.csv", "all.parquet", "changes.csv"}
    assert _hits(needles, lists) == []
    # What is her own comes back, and what could be mended is.
    own = (out / "fixed" / "contact.csv").read_text("utf-8")
    assert canaries["contact.name"].strip() in own
    if values is MENDED:
        assert canaries["contact.name"] not in own
        assert "contact.csv,2," in (out / "changes.csv").read_text("utf-8")
