"""The facts of data/real that the mapping of the 18 feeds of 2021 has to show."""

import tomllib

import pytest
from real_sets import MAPPINGS, Real, records

FOLDER = "ips-explorer-2021/merged-2021-05-06/src"
EU = "European Union"


@pytest.fixture(scope="module")
def ips():
    return Real("ips-explorer-2021", FOLDER)


@pytest.fixture(scope="module")
def cases(ips):
    return records(*ips.data.glob("*-cases-*.csv"))


def test_every_case_comes_out_or_is_listed(ips):  # Facts 1, 2, 9, 18.
    account = ips.account()

    assert [len(account["files"]), account["records"]] == [18, 385]
    assert [len(ips.account("catalogs")["files"]), ips.account("catalogs")["records"]] == [18, 18]
    assert ips.kept_out() == {"unknown-code": 67}
    assert ips.count("innovation") == account["gave_main_row"] == 318
    assert ips.listed("geocoverage", "codes") == 67
    assert ips.account("catalogs")["kept_out"] == {"unknown-code": 12}


def test_columns_are_found_by_name_in_both_layouts(ips):  # Facts 4, 5, 7, 8.
    heads = [file.read_text("utf-8").splitlines()[0] for file in ips.data.glob("*-cases-*")]
    layouts = set(heads)

    assert len(layouts) == 2
    assert ips.mapped.summary["unused_columns"] == {"cases": [], "catalogs": []}
    assert ips.count("innovation", "keywords LIKE '%service%' OR keywords LIKE '%project%'") == 318


def test_organizations_are_one_for_each_name_and_country(ips, cases):
    known = {"UK": "United Kingdom", "Czech Republic": "Czechia"}
    bodies = {
        (
            " ".join(c["lead_organisation_name"].split()).casefold(),
            known.get(c["geocoverage"], c["geocoverage"]),
        )
        for c in cases
        if c["geocoverage"] != EU
    }
    expected = len(bodies)

    leads = "SELECT count(DISTINCT lead_organization_id) FROM submitted.innovation"
    assert ips.value(leads) == expected == 254
    assert ips.references() == 0


def test_dates_are_read_as_years(ips, cases):  # Facts 12, 13.
    with_country = [case for case in cases if case["geocoverage"] != EU]

    assert [sum(bool(c[name]) for c in cases) for name in ("start_date", "end_date")] == [385, 47]
    for name in ("start_date", "end_date"):
        years = sum(bool(case[name]) for case in with_country)
        assert ips.count("innovation", f"regexp_matches({name}, '\\A[0-9]{{4}}\\z')") == years
        assert ips.findings("type", "innovation", name) == 0
        assert ips.listed(name, "date") == 0


def test_no_active_case_had_ended_when_it_was_published(ips):  # Fact 14.
    assert ips.findings("status-and-dates", "innovation", "end_date") == 0


def test_active_cases_with_an_end_date_are_found_once_it_has_passed(tmp_path):  # Fact 14.
    for file in (MAPPINGS / "ips-explorer-2021").iterdir():
        text = file.read_text("utf-8")
        (tmp_path / file.name).write_text(text.replace("2021-05-06T", "2024-05-06T"), "utf-8")
    later = Real("ips-explorer-2021", FOLDER, mapping=tmp_path / "mapping.toml")
    cases = records(*later.data.glob("*-cases-*.csv"))
    ended = [case for case in cases if case["active"] == "Yes" and case["end_date"]]

    assert len(ended) == 5
    assert later.findings("status-and-dates", "innovation", "end_date") == sum(
        case["geocoverage"] != EU for case in ended
    )


def test_what_contradicts_itself_is_listed(ips):  # Fact 16.
    assert ips.listed("status, active", "codes") == 9


def test_aliases_place_three_cases(ips, tmp_path):  # Facts 19, 20, 21.
    folder = MAPPINGS / "ips-explorer-2021"
    for file in folder.iterdir():
        lines = file.read_text("utf-8").splitlines(keepends=True)
        aliases = ("UK,", "Czech Republic,", "Liechenstein,")
        kept = [
            line for line in lines if not (file.name == "country.csv" and line.startswith(aliases))
        ]
        assert len(lines) - len(kept) == (3 if file.name == "country.csv" else 0)
        (tmp_path / file.name).write_text("".join(kept), "utf-8")
    without = Real("ips-explorer-2021", FOLDER, mapping=tmp_path / "mapping.toml")

    assert ips.kept_out() == {"unknown-code": 67}
    assert without.kept_out() == {"unknown-code": 70}


def test_spellings_that_differ_in_case_give_one_code(ips, cases):  # Facts 23, 28, 30, 33.
    for column, field in (("primary_sector", "policy_areas"), ("technology", "technologies")):
        spellings = {}
        for case in cases:
            spellings.setdefault(case[column].casefold(), set()).add(case[column])
        several = [texts for texts in spellings.values() if len(texts) > 1]
        assert len(several) == {"primary_sector": 4, "technology": 1}[column]
        shown = {line.value.casefold() for line in ips.mapped.unmapped if line.field == field}
        assert not shown & {text.casefold() for texts in several for text in texts}
    assert ips.count("innovation", "keywords LIKE '%Auditing%'") == 0
    assert ips.listed("primary_sector", "codes") == 1
    assert ips.listed("rtype, type, secondary_sector", "codes") == 0
    private = {
        (case["lead_organisation_name"], case["geocoverage"])
        for case in cases
        if case["lead_organisation_category"] in {"Private", "Private company"}
        and case["geocoverage"] != EU
    }
    bodies = len(private)
    assert ips.count("organization", "organization_type = 'company'") == bodies


def test_a_technology_without_a_code_is_kept_and_found(ips, cases):
    own = sum(case["technology"] == "API" and case["geocoverage"] != EU for case in cases)

    assert sum(case["technology"] == "API" for case in cases) == 208
    assert ips.findings("unlisted-code", "innovation", "technologies") == own


def test_web_addresses_are_taken_as_they_stand(ips):  # Facts 36, 37.
    assert ips.count("innovation", "website IS NULL") == 1
    assert ips.count("innovation", "website LIKE 'http:s//%'") == 1
    # Beside the broken scheme, three have a colon without a port, which the standard refuses.
    assert ips.findings("type", "innovation", "website") == 4


def test_equal_titles_are_duplicates_only_with_the_same_lead(ips):  # Fact 42.
    pairs = "SELECT lower(trim(title)) FROM submitted.innovation GROUP BY 1 HAVING count(*) > 1"

    assert ips.value(f"SELECT count(*) FROM ({pairs})") == 1
    same = (
        "SELECT lower(title), lead_organization_id FROM submitted.innovation "
        "GROUP BY ALL HAVING count(*) > 1"
    )
    assert ips.findings("duplicate-innovation", "innovation", "title") == ips.value(
        f"SELECT count(*) FROM ({same})"
    )


def test_summaries_are_never_cut(ips, cases):  # Facts 43, 44.
    texts = [
        (case["name"].strip(), case["description"].strip(), case["geocoverage"] != EU)
        for case in cases
    ]

    def both(condition):
        return sum(condition(*t[:2]) for t in texts), sum(t[2] and condition(*t[:2]) for t in texts)

    repeated, own = both(lambda name, text: name == text)
    assert repeated == 15
    assert ips.findings("summary-repeats-title", "innovation", "summary") == own
    long, own = both(lambda _, text: len(text) > 1000)
    assert long == 23
    assert ips.findings("max-length", "innovation", "summary") == own
    short, own = both(lambda _, text: len(text) < 20)
    assert short == 7
    assert ips.findings("min-length", "innovation", "summary") == own
    assert ips.mapped.summary["truncated"] == {}


def test_edges_are_trimmed_and_nothing_else(ips):  # Facts 46, 47.
    assert ips.mapped.summary["repaired"] == {
        "description": {"trim": 6},
        "lead_organisation_name": {"trim": 2},
        "name": {"trim": 1},
    }
    assert ips.count("innovation", "contains(summary, chr(8203))") == 2


def test_a_lookup_finds_the_catalogue_of_each_case(ips):
    assert ips.count("evidence", "title IS NOT NULL AND url IS NOT NULL") == 318
    assert "lookup" not in {line.reason for line in ips.mapped.unmapped}


def test_the_code_tables_hold_coded_terms_alone():
    folder = MAPPINGS / "ips-explorer-2021"
    document = tomllib.loads((folder / "mapping.toml").read_text("utf-8"))
    named = {
        rule["codes"]
        for blocks in document["table"].values()
        for block in (blocks if isinstance(blocks, list) else [blocks])
        for rule in block["fields"].values()
        if isinstance(rule, dict) and rule.get("codes", "standard") != "standard"
    }

    assert named == {file.name for file in folder.glob("*.csv")}
