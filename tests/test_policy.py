import dataclasses
import re

import pytest

from openinnov import policy
from openinnov.exceptions import PolicyError
from openinnov.policy import DROP, KEEP, Treatment, count_faults
from openinnov.policy.strictness import at_least
from openinnov.standard import load

STANDARD = load()
#: The tables that hold numbers of people.
COUNTED = ("deployment", "deployment_beneficiary", "measurement", "time_cost_visit")
HEAD = 'policy = "openinnov-privacy/1"\nname = "Ministry"\nversion = "2026.2"\n'


@pytest.fixture
def lay(tmp_path):
    """Return a function that lays the text of a policy over the base."""

    def laid(text, head=HEAD):
        path = tmp_path / "ministry.toml"
        path.write_text(head + text, encoding="utf-8")
        return policy.load(path, standard=STANDARD)

    return laid


def _treatment(own, place, profile):
    table, name = place.split(".")
    return own.treatment(STANDARD.tables[table], STANDARD.tables[table].fields[name], profile)


def test_base_policy_treats_each_class_as_the_standard_says():
    base = policy.load(standard=STANDARD)

    treated = {
        place: [str(_treatment(base, place, p)) for p in ("internal", "partner", "public")]
        for place in (
            "innovation.country",
            "innovation.summary",
            "feedback.age",
            "feedback.bribe_asked",
            "respondent.national_id",
            "need.budget",
            "feedback.id",
            "measurement.sex",
            "time_cost_visit.informal_payment",
        )
    }

    assert treated == {
        "innovation.country": ["keep", "keep", "keep"],
        "innovation.summary": ["keep", "scrub", "scrub"],
        "feedback.age": ["keep", "generalize level 1", "keep"],
        "feedback.bribe_asked": ["keep", "drop unless agreed", "keep"],
        "respondent.national_id": ["keep", "pseudonymize", "drop"],
        "need.budget": ["keep", "drop unless agreed", "drop"],
        "feedback.id": ["keep", "pseudonymize", "pseudonymize"],
        "measurement.sex": ["keep", "keep", "keep"],
        "time_cost_visit.informal_payment": ["keep", "keep", "keep"],
    }


def test_base_policy_lets_tables_leave_by_their_kind():
    base = policy.load(standard=STANDARD)

    left = {
        name: [base.leaves(STANDARD.tables[name], p) for p in ("internal", "partner", "public")]
        for name in ("innovation", "measurement", "feedback", "contact", "respondent", "withheld")
    }

    assert left == {
        "innovation": ["keep", "keep", "keep"],
        "measurement": ["keep", "counts", "counts"],
        "feedback": ["keep", "keep", "anonymize"],
        "contact": ["keep", "drop", "drop"],
        "respondent": ["keep", "drop", "drop"],
        "withheld": ["keep", "keep", "keep"],
    }


def test_agreement_lets_leave_what_it_names(lay):
    own = lay('[agreement]\nfields = ["feedback.comment", "need.budget"]\ntables = ["contact"]\n')

    assert _treatment(own, "need.budget", "partner") == KEEP
    assert _treatment(own, "feedback.comment", "partner") == Treatment("scrub")
    assert _treatment(own, "need.budget", "public").method == "drop"
    assert own.leaves(STANDARD.tables["contact"], "partner") == "keep"
    assert own.leaves(STANDARD.tables["contact"], "public") == "drop"


def test_own_policy_says_only_what_differs(lay):
    own = lay(
        '[fields]\n"deployment.place".public = { method = "drop", reason = "security" }\n'
        '[tables]\nthreshold = 10\n[texts]\nregions = ["BD"]\n[pseudonyms]\nkey_id = "2026a"\n'
    )

    assert _treatment(own, "deployment.place", "public") == Treatment("drop", reason="security")
    assert _treatment(own, "deployment.place", "partner") == Treatment("scrub")
    assert (own.threshold, own.regions, own.key_id) == (10, ("BD",), "2026a")
    assert own.detectors == policy.load(standard=STANDARD).detectors


def test_rules_of_one_table_are_laid_over_those_of_all(lay):
    own = lay(
        '[tables]\nthreshold = 10\npartition = ["sex"]\n'
        '[tables.measurement]\nzeros = "withhold"\npartition = ["age_band"]\n'
        "[tables.deployment]\nthreshold = 12\n"
    )

    rules = {name: own.count_rule(STANDARD.tables[name], STANDARD) for name in COUNTED}
    assert {name: (each.threshold, each.zeros) for name, each in rules.items()} == {
        "deployment": (12, "safe"),
        "deployment_beneficiary": (12, "safe"),
        "measurement": (10, "withhold"),
        "time_cost_visit": (10, "safe"),
    }
    assert {name: own.partition(STANDARD.tables[name]) for name in COUNTED} == {
        "deployment": (),
        "deployment_beneficiary": (),
        "measurement": ("sex", "age_band", "area_type"),
        "time_cost_visit": (),
    }


@pytest.mark.parametrize(("kind", "leaves"), [("aggregate", "large-groups"), ("aggregate", "drop")])
def test_fewer_numbers_may_leave(lay, kind, leaves):
    own = lay(f'[kinds.{kind}]\npartner = "{leaves}"\npublic = "{leaves}"\n')

    assert own.leaves(STANDARD.tables["measurement"], "public") == leaves


@pytest.mark.parametrize(
    ("own", "base", "faults"),
    [
        pytest.param({"base": 6}, {"base": 3}, [], id="multiple"),
        pytest.param(
            {"base": 5},
            {"base": 3},
            ["tables.base: 5 is no multiple of 3, the base policy's"],
            id="no multiple",
        ),
        pytest.param(
            {"base": 3},
            {"base": 3, "zeros": "withhold"},
            ["tables.zeros: safe tells more than withhold, the base's"],
            id="zeros told again",
        ),
        pytest.param({"base": 3, "zeros": "withhold"}, {"base": 3}, [], id="zeros withheld"),
    ],
)
def test_rules_for_rounded_numbers_compare_by_what_they_tell(own, base, faults):
    def rounding(rule):
        given = policy.load(standard=STANDARD)
        rules = {"*": policy.CountRule(5, method="round", **rule)}
        return dataclasses.replace(given, counts=rules)

    found = list(count_faults.looser(rounding(own), rounding(base), STANDARD))

    assert found[:1] == faults


def test_hash_tells_policies_apart_and_not_their_writing(lay):
    plain = lay("[tables]\nthreshold = 10\n")
    written_otherwise = lay("# A remark.\n[tables]\nthreshold   =  10\n")
    other = lay("[tables]\nthreshold = 11\n")

    assert plain.identity == written_otherwise.identity
    assert plain.hash != other.hash
    assert re.fullmatch("[0-9a-f]{64}", plain.hash)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"feedback.age".partner = { method = "generalize", level = 2 }', id="level"),
        pytest.param('"feedback.age".partner = { method = "drop" }', id="drop"),
        pytest.param(
            '"feedback.responded_on".partner = { method = "round", to = "year" }', id="cut"
        ),
        pytest.param('"deployment.start".public = { method = "round", to = "month" }', id="month"),
        pytest.param('"need.budget".partner = { method = "drop" }', id="not even if agreed"),
    ],
)
def test_stricter_treatments_are_accepted(lay, text):
    if '"deployment.start"' in text:
        text = text.replace("deployment.start", _a_date())

    assert lay(f"[fields]\n{text}\n").name == "Ministry"


def _a_date():
    """Return the place of a public date."""
    return next(
        f"{table.name}.{field.name}"
        for table in STANDARD.tables.values()
        for field in table.fields.values()
        if field.type == "partial_date" and field.privacy == "public"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            '[fields]\n"need.budget".partner = { method = "keep" }',
            "need.budget.partner: keep tells more than drop unless agreed, which the base policy "
            "says, or cannot be compared with it; use drop, or leave the line out",
            id="kept again",
        ),
        pytest.param(
            '[fields]\n"feedback.age".partner = { method = "round", to = 10 }',
            "feedback.age.partner: round to 10 tells more than generalize level 1, which the base "
            "policy says, or cannot be compared with it; use drop, or leave the line out",
            id="cannot be compared",
        ),
        pytest.param(
            '[fields]\n"deployment.people_reached".partner = { method = "round", to = 10 }',
            "deployment.people_reached: public (keep) is not at least as strict as partner "
            "(round to 10); use drop in public",
            id="public tells more than partner",
        ),
        pytest.param(
            '[kinds]\nmicrodata = { public = "keep" }',
            "kinds.microdata.classes.quasi-identifier: public (keep) is not at least as strict as "
            "partner (generalize level 1); use drop in public",
            id="table leaves as it is",
        ),
        pytest.param(
            '[kinds]\naggregate = { partner = "drop" }',
            "kinds.aggregate: public is not at least as strict as partner; use drop",
            id="table leaves in public alone",
        ),
        pytest.param(
            "[tables]\nthreshold = 3",
            "tables.threshold: 3 is less than 5, the base's",
            id="smaller groups",
        ),
        pytest.param(
            "[tables.measurement]\nthreshold = 4",
            "tables.measurement.threshold: 4 is less than 5, the base's",
            id="smaller groups of one table",
        ),
        pytest.param(
            '[tables]\nmethod = "round"\nbase = 3',
            "tables.method: round cannot be compared with suppress, which the base policy says; "
            "leave the line out",
            id="rounded numbers",
        ),
        pytest.param("[tables]\nbase = 3", "tables: suppress takes no base", id="base of nothing"),
        pytest.param(
            '[tables.measurement]\nmethod = "round"',
            "tables.measurement: round takes base, such as 3",
            id="rounded to nothing",
        ),
        pytest.param(
            '[tables.deployment]\nmethod = "round"\nbase = 3',
            "tables.deployment: it counts the people of deployment_beneficiary, so both need one "
            "method and base",
            id="half of linked tables rounded",
        ),
        pytest.param(
            '[tables]\npartition = ["colour"]',
            "tables.partition: colour is no breakdown; use age_band, area_type, beneficiary_group, "
            "sex",
            id="no breakdown of any table",
        ),
        pytest.param(
            '[tables.time_cost_visit]\npartition = ["sex"]',
            "tables.time_cost_visit.partition: sex is no breakdown; use beneficiary_group",
            id="no breakdown of the table",
        ),
        pytest.param(
            '[tables.deployment]\npartition = ["stage"]',
            "tables.deployment.partition: stage is no breakdown; use none, as the table has none",
            id="table without breakdowns",
        ),
        pytest.param(
            "[tables.colour]\nthreshold = 7", "tables: colour is not known", id="no table"
        ),
        pytest.param(
            "[tables.innovation]\nthreshold = 7",
            "tables.innovation: the table holds no numbers of people",
            id="table without numbers",
        ),
        pytest.param(
            '[tables.measurement]\nzeros = "hide"',
            "tables.measurement.zeros: this should be 'safe' or 'withhold'",
            id="unknown word",
        ),
        pytest.param(
            "[tables.measurement]\nthreshhold = 7",
            "tables.measurement.threshhold: there is no such key",
            id="misspelt key of one table",
        ),
        pytest.param(
            '[kinds]\nregister = { public = "counts" }',
            "kinds.register: counts is for tables of the kind aggregate alone",
            id="texts as counts",
        ),
        pytest.param(
            '[tables.whole]\n"measurement.sex" = ["F"]',
            "tables.whole: measurement.sex has more codes than the base policy; remove F",
            id="more breakdowns mean everybody",
        ),
        pytest.param(
            '[consent]\nstatus = "unknown"',
            "consent: only the base policy says which codes mean that a person agreed",
            id="other codes of consent",
        ),
        pytest.param(
            '[fields]\n"innovation.id".public = { method = "drop" }',
            "innovation.id.public: the key of a table that leaves can be kept or pseudonymized",
            id="table without key",
        ),
        pytest.param(
            '[fields]\n"innovation.title".public = { method = "round", to = 10 }',
            "innovation.title.public: round to 10 cannot be done to a field of the type string",
            id="text rounded",
        ),
        pytest.param(
            '[fields]\n"innovation.title".public = { method = "top-code", above = 10 }',
            "innovation.title.public: top-code above 10 cannot be done to a field of the type",
            id="text top-coded",
        ),
        pytest.param(
            '[fields]\n"innovation.colour".public = { method = "drop" }',
            "fields: innovation.colour is not known",
            id="unknown field",
        ),
        pytest.param(
            '[texts]\ndetectors = ["names"]', "texts.detectors: names is not known", id="detector"
        ),
        pytest.param(
            '[texts]\nregions = ["BD", "UK"]',
            "texts.regions: UK is not known; use the code of ISO 3166-1 in capitals, such as GB "
            "for the United Kingdom",
            id="region",
        ),
        pytest.param(
            '[texts]\nregions = ["FE"]', "texts.regions: FE is not known; use", id="misspelt region"
        ),
        pytest.param(
            '[fields]\n"need.title".public = { method = "drop", reason = "whim" }',
            "reason: whim is not known",
            id="unknown reason",
        ),
        pytest.param(
            '[kinds.register.classes.secret]\ninternal = { method = "keep" }\n'
            'partner = { method = "keep" }\npublic = { method = "keep" }',
            "kinds.register.classes: secret is not known",
            id="unknown class of a kind",
        ),
        pytest.param(
            '[tables]\nthreshold = "5"',
            "tables.threshold: this should be a whole number",
            id="number in quotation marks",
        ),
        pytest.param(
            "[tables]\nthreshhold = 7",
            "tables.threshhold: there is no such key",
            id="misspelt key",
        ),
        pytest.param(
            '[fields]\n"feedback.age".public = { method = "generalize" }',
            "fields.feedback.age.public: generalize takes level",
            id="option missing",
        ),
        pytest.param(
            '[fields]\n"feedback.age".public = { method = "drop", level = 1 }',
            "fields.feedback.age.public: drop takes no option",
            id="option too many",
        ),
        pytest.param(
            '[fields]\n"feedback.weight".public = { method = "round", to = -5 }',
            "fields.feedback.weight.public: to should be a positive number",
            id="negative multiple",
        ),
        pytest.param(
            '[fields]\n"feedback.weight".public = { method = "top-code", above = 9, step = 2 }',
            "fields.feedback.weight.public: step should divide above",
            id="step that does not fit",
        ),
        pytest.param("[tables", "Expected ']' at the end of a table declaration", id="no TOML"),
    ],
)
def test_faulty_and_looser_policies_are_refused(lay, text, message):
    with pytest.raises(PolicyError, match=f"^ministry.toml: {re.escape(message)}"):
        lay(text)


def _class(profile, treatment, name="direct-identifier"):
    return f"[classes.{name}]\n{profile} = {{ {treatment} }}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            _class("public", 'method = "keep"'),
            "classes.direct-identifier: public (keep) is not at least as strict as partner",
            id="persons by name, of which one-person businesses are some",
        ),
        pytest.param(
            _class("partner", 'method = "keep"'),
            "classes.direct-identifier.partner: keep tells more than pseudonymize",
            id="no pseudonyms",
        ),
        pytest.param(
            _class("partner", 'method = "keep"') + 'public = { method = "keep" }\n',
            "classes.direct-identifier.partner: keep tells more than pseudonymize",
            id="everything kept",
        ),
        pytest.param(
            _class("public", 'method = "pseudonymize"'),
            "classes.direct-identifier.public: pseudonymize tells more than drop, which the base",
            id="pseudonyms for everybody",
        ),
        pytest.param(
            _class("public", 'method = "drop", unless = "agreement"'),
            "classes.direct-identifier: public (drop unless agreed) is not at least as strict as",
            id="an agreement for everybody",
        ),
        pytest.param(
            _class("internal", 'method = "drop"'),
            "classes.direct-identifier: partner (pseudonymize) is not at least as strict as "
            "internal (drop); use drop in partner",
            id="a partner is told more than the office",
        ),
        pytest.param(
            _class("partner", 'method = "keep"', "quasi-identifier").replace(
                "classes", "kinds.personal.classes"
            )
            + 'internal = { method = "keep" }\npublic = { method = "drop" }',
            "kinds.personal.classes.quasi-identifier.partner: keep tells more than "
            "generalize level 1",
            id="class of a kind that does not leave",
        ),
        pytest.param(
            '[fields."contact.phone"]\npublic = { method = "keep" }',
            "contact.phone: public (keep) is not at least as strict as partner (pseudonymize)",
            id="field of a table that does not leave",
        ),
        pytest.param(
            '[fields."contact.phone"]\npublic = { method = "pseudonymize" }',
            "contact.phone.public: pseudonymize tells more than drop, which the base policy says",
            id="pseudonyms of a table that does not leave",
        ),
    ],
)
def test_policies_are_looser_whether_anything_leaves_by_them_or_not(lay, text, message):
    with pytest.raises(PolicyError, match=f"^ministry.toml: {re.escape(message)}"):
        lay(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_class("partner", 'method = "drop"'), id="no pseudonyms, but nothing"),
        pytest.param(
            _class("partner", 'method = "generalize", level = 2', "quasi-identifier"), id="level"
        ),
        pytest.param(_class("partner", 'method = "drop"', "sensitive"), id="not even if agreed"),
    ],
)
def test_stricter_classes_are_accepted(lay, text):
    assert lay(text).name == "Ministry"


def test_policy_has_to_say_whose_it_is(lay):
    with pytest.raises(PolicyError, match=r"^ministry.toml: add name, version to its first lines$"):
        lay("", head='policy = "openinnov-privacy/1"\n')


def test_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(PolicyError, match=r"^none.toml: cannot be read: No such file"):
        policy.load(tmp_path / "none.toml", standard=STANDARD)


def test_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "own.toml"
    path.write_bytes(b"name = '\xff'")

    with pytest.raises(PolicyError, match=r"^own.toml: byte 8 is not UTF-8$"):
        policy.load(path, standard=STANDARD)


@pytest.mark.parametrize(
    ("a", "b", "stricter"),
    [
        pytest.param(Treatment("round", to=100), Treatment("round", to=10), True, id="multiple"),
        pytest.param(
            Treatment("round", to=100), Treatment("round", to=30), False, id="no multiple"
        ),
        pytest.param(
            Treatment("top-code", above=80, step=10),
            Treatment("top-code", above=90, step=10),
            True,
            id="lower top",
        ),
        pytest.param(
            Treatment("top-code", above=80, step=10),
            Treatment("top-code", above=90, step=5),
            False,
            id="another step",
        ),
        pytest.param(Treatment("pseudonymize"), Treatment("keep"), True, id="pseudonym"),
        pytest.param(
            Treatment("pseudonymize"), Treatment("generalize", level=1), False, id="other methods"
        ),
        pytest.param(
            Treatment("drop"), Treatment("drop", unless="agreement"), True, id="whatever is agreed"
        ),
        pytest.param(
            Treatment("drop", unless="agreement"), Treatment("drop"), False, id="if it is agreed"
        ),
    ],
)
def test_treatments_compare_by_what_they_tell(a, b, stricter):
    age = STANDARD.tables["feedback"].fields["age"]

    assert at_least(a, b, age, STANDARD) is stricter


def test_drop_is_the_method_that_leaves_nothing():
    assert str(DROP) == "drop"


HELD = """
[[embargoes]]
table = "innovation"
records = ["bd-a2i-7"]
until = 2027-01-31
reason = "commercial"

[[embargoes]]
table = "innovation"
fields = ["summary"]
until = 2027-06-30
reason = "security"

[erasure]
respondent = ["r7Kq2x9d"]
"""


def test_a_policy_holds_back_records_and_fields_until_a_day(lay):
    own = lay(HELD)

    assert [len(own.on(day).embargoes) for day in ("2027-01-30", "2027-01-31", "2027-07-01")] == [
        2,
        1,
        0,
    ]
    assert str(_treatment(own.on("2027-01-31"), "innovation.summary", "public")) == "drop"
    assert str(_treatment(own.on("2027-01-31"), "innovation.summary", "internal")) == "keep"
    assert str(_treatment(own.on("2027-07-01"), "innovation.summary", "public")) == "scrub"


def test_ids_that_are_held_back_stand_in_no_hash_and_in_no_text(lay):
    own, other = lay(HELD), lay(HELD.replace("bd-a2i-7", "bd-a2i-8").replace("r7Kq", "r7Kr"))

    assert own.hash == other.hash
    assert own.hash != lay(HELD.replace("2027-01-31", "2027-02-01")).hash
    assert "bd-a2i-7" not in repr(own)
    assert "r7Kq2x9d" not in repr(own)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('reason = "commercial"', 'reason = "secret"', "embargoes.0.reason: secret is not known"),
        ('table = "innovation"', 'table = "idea"', "embargoes.0.table: idea is not known"),
        (
            'table = "innovation"',
            'table = "translation"',
            "embargoes.0.table: rows of translation go with the records that they are about",
        ),
        ("summary", "smmary", "embargoes.1.fields: innovation.smmary is not known"),
        (
            'fields = ["summary"]',
            'fields = ["id"]',
            "embargoes.1.fields: innovation.id is of the key: hold back whole records",
        ),
        (
            'fields = ["summary"]',
            'fields = ["summary"]\nrecords = ["bd-a2i-8"]',
            "embargoes.1: an embargo is on records or on fields: write two for both",
        ),
        ('records = ["bd-a2i-7"]', "records = []", "embargoes.0.records"),
        ("until = 2027-01-31", 'until = "soon"', "embargoes.0.until"),
        ("[erasure]\nrespondent", "[erasure]\nrespondents", "erasure: respondents is not known"),
        ('["r7Kq2x9d"]', '"r7Kq2x9d"', "erasure.respondent"),
        ('["r7Kq2x9d"]', "[77712345]", "erasure.respondent.0"),
    ],
)
def test_what_cannot_be_held_back_is_refused_without_an_id(lay, old, new, message):
    with pytest.raises(PolicyError) as refused:
        lay(HELD.replace(old, new, 1))

    assert message in str(refused.value)
    assert not any(each in str(refused.value) for each in ("r7Kq2x9d", "bd-a2i", "77712345"))
