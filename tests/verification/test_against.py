"""With the submission, all that was to stay back is sought in what was published of it."""

import shutil

import pytest
from golden import EXAMPLES
from publication.released import INNOVATION, ORGANIZATION, SMALL, as_is, release
from submissions import DESCRIPTOR, make
from verification.packages import table, write

import openinnov
from openinnov.verification import examine, privacy
from openinnov.verification.package import opened

EXAMPLE = EXAMPLES / "bangladesh-digital-centres"
CONTACT = {
    "id": "bd-a2i-contact-1",
    "organization_id": "bd-a2i-org-1",
    "name": "Zoë Quispe Mamani",
    "email": "zoe.quispe@example.org",
    "phone": "+51999135791",
    "legal_basis": "consent",
    "consent_status": "given",
    "consented_on": "2025-11-03",
}
RAW = {**SMALL, "contact": [CONTACT]}
CONTACT_VALUES = {
    "name": "ask ZOË QUISPE MAMANI",
    "email": "zoe.quispe%40example.org",
    "phone": "tel:+51999135791",
    "id": "the contact bd-a2i-contact-1.",
    "consented_on": "consented on 2025-11-03",
}


def faults(directory, raw, **properties):
    submission = make(raw, descriptor=DESCRIPTOR | properties)
    return privacy.check(opened(directory), submission)[0]


@pytest.fixture(scope="module")
def submission():
    return openinnov.read(EXAMPLE / "submission")


@pytest.fixture
def package(tmp_path):
    shutil.copytree(EXAMPLE / "published", tmp_path / "package")
    return tmp_path / "package"


def test_what_was_published_of_the_example_holds_nothing_of_the_rest(submission):
    *_, verdict = examine(EXAMPLE / "published", against=submission)

    assert verdict.faults == ()
    (note,) = verdict.notes
    assert note.startswith("sought in every byte: ")


@pytest.mark.parametrize("name", ["README.md", "datapackage.json", "rdf/data.ttl"])
def test_a_value_of_the_example_is_found_where_it_was_planted(name, package, submission):
    query = "SELECT email FROM submitted.respondent WHERE email IS NOT NULL ORDER BY email LIMIT 1"
    ((email,),) = submission.database.execute(query).fetchall()
    path = package / name
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n \n# {email}\n", "utf-8")

    *_, verdict = examine(package, against=submission)

    assert f"{name}: holds a value of respondent.email (plain)" in verdict.faults


@pytest.mark.parametrize("field", CONTACT_VALUES)
def test_each_value_of_a_closed_field_is_sought(field, tmp_path):
    directory = write(tmp_path / "p", table("innovation", [{"id": "x"}]))
    (directory / "README.md").write_text(CONTACT_VALUES[field], "utf-8")

    (fault,) = faults(directory, RAW)

    assert fault.startswith(f"README.md: holds a value of contact.{field} (")
    assert CONTACT[field] not in fault


def test_a_column_that_is_closed_is_found_however_short_its_values_are(tmp_path):
    people = [{"id": f"p{number}x", "innovation_id": "bd-a2i-1"} for number in range(2)]
    raw = {**SMALL, "feedback": [each | {"bribe_asked": "true"} for each in people]}
    directory = write(tmp_path / "p", table("feedback", [{"bribe_asked": "true"}]))

    assert (
        "data/feedback.csv: tells values of feedback.bribe_asked as they were submitted"
        in faults(directory, raw)
    )


def test_a_column_under_a_promise_may_be_told(tmp_path):
    raw = {**SMALL, "feedback": [{"id": "p1xy", "grievance": "a very long queue"}] * 5}
    diversity = {"field": "grievance", "kind": "distinct", "value": 1}
    told = table(
        "feedback",
        [{"grievance": "a very long queue"}] * 5,
        privacy={"grievance": "sensitive"},
        **{
            "openinnov:guarantees": {"k": 5, "quasiIdentifiers": [], "diversity": [diversity]},
        },
    )

    assert faults(write(tmp_path / "p", told, forms=("csv",)), raw) == ()


@pytest.mark.parametrize(
    ("profile", "found"), [pytest.param("public", True), pytest.param("partner", False)]
)
def test_what_a_partner_gets_an_agreement_says(profile, found, tmp_path):
    told = table("contact", [{"name": CONTACT["name"]}], privacy={"name": "direct-identifier"})
    directory = write(tmp_path / "p", told, forms=("csv",), **{"openinnov:release": profile})

    assert bool(faults(directory, RAW)) == found


def test_the_name_of_a_business_of_one_person_is_sought(tmp_path):
    person = ORGANIZATION | {"name": "Quispe Tailoring", "is_individual": "true"}
    other = ORGANIZATION | {"id": "bd-a2i-org-2", "name": "Ministry", "is_individual": "false"}
    directory = write(tmp_path / "p", table("organization", [{"id": person["id"], "name": ""}]))
    (directory / "README.md").write_text("By Quispe Tailoring for the Ministry", "utf-8")

    assert faults(directory, {"organization": [person, other]}) == (
        "README.md: holds a value of organization.name (plain)",
    )


def test_a_cell_that_a_record_lost_is_sought(tmp_path):
    raw = {"innovation": [INNOVATION | {"problem": "The minister's brother owns it."}]}
    told = {key: INNOVATION[key] for key in ("id", "title", "summary")}
    directory = write(
        tmp_path / "p", table("innovation", [told | {"problem": ""}], schema={"primaryKey": ["id"]})
    )
    (directory / "rdf.txt").write_text("the minister&#39;s brother owns it.", "utf-8")

    assert faults(directory, raw) == (
        "rdf.txt: holds a value of innovation.problem (HTML entities)",
    )


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        pytest.param("name", "Grace", "a period of grace", id="a word of the language"),
        pytest.param("consented_on", "2025-11-03", "begun on 2025-11-03", id="a date"),
    ],
)
def test_what_public_texts_use_anyway_tells_nothing(field, value, text, tmp_path):
    raw = {"innovation": [INNOVATION | {"summary": text}], "contact": [CONTACT | {field: value}]}
    directory = write(tmp_path / "p", table("service", [{"id": "x"}]))
    (directory / "README.md").write_text(f"It was {text}.", "utf-8")

    assert faults(directory, raw) == ()


def test_a_name_of_several_words_is_sought_though_a_public_text_has_it(tmp_path):
    raw = {**RAW, "innovation": [INNOVATION | {"summary": f"Ask {CONTACT['name']}."}]}
    directory = write(tmp_path / "p", table("service", [{"id": "x"}]))
    (directory / "README.md").write_text(f"Ask {CONTACT['name']}.", "utf-8")

    assert len(faults(directory, raw)) == 1


def test_what_is_public_elsewhere_is_no_fault(tmp_path):
    raw = {"organization": [ORGANIZATION | {"email": CONTACT["email"]}], "contact": [CONTACT]}
    told = table("organization", [{"id": "bd-a2i-org-1", "email": CONTACT["email"]}])

    assert faults(write(tmp_path / "p", told), raw) == ()


def test_publishing_refuses_what_it_may_not_tell_and_leaves_nothing(tmp_path):
    raw = make(RAW)
    leaking = release(SMALL, title=f"Ask {CONTACT['name']}")

    with pytest.raises(openinnov.RefusedError) as refused:
        openinnov.publish(leaking, tmp_path / "package", against=raw)

    assert "README.md: holds a value of contact.name (plain)" in str(refused.value)
    assert CONTACT["name"] not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_publishing_unprotected_data_is_refused(tmp_path):
    with pytest.raises(openinnov.RefusedError, match=r"contact\.email"):
        openinnov.publish(as_is(make(RAW)), tmp_path / "package", against=make(RAW))


def test_publishing_protected_data_passes(tmp_path):
    raw = make(RAW)

    openinnov.publish(openinnov.protect(raw), tmp_path / "package", against=raw)

    assert openinnov.verify(tmp_path / "package", against=raw) == ()
