"""The facts of data/real that the mapping of the blockchain cases of 2025 has to show."""

import pytest
from real_sets import MAPPINGS, Real, records

EU = "European Union"
PATTERN = "SDG_{sdg}_vote_rev"


@pytest.fixture(scope="module")
def bc():
    return Real("bc4sdgs", "bc4sdgs")


@pytest.fixture(scope="module")
def cases(bc):
    return records(*bc.data.glob("bc4sdgs_*.csv"))


def _changed(tmp_path, old, new):
    for file in (MAPPINGS / "bc4sdgs").iterdir():
        text = file.read_text("utf-8")
        if file.name == "mapping.toml":
            assert old in text
            text = text.replace(old, new)
        (tmp_path / file.name).write_text(text, "utf-8")
    return Real("bc4sdgs", "bc4sdgs", mapping=tmp_path / "mapping.toml")


def test_every_case_comes_out_or_is_listed(bc):  # Fact 8.
    assert bc.account()["records"] == 306
    assert bc.kept_out() == {"unknown-code": 27}
    assert bc.count("innovation") == 279
    assert bc.listed("geographical_coverage_country", "codes") == 27
    assert bc.references() == 0


def test_texts_that_were_encoded_twice_are_repaired(bc):  # Facts 1, 2.
    repaired = {
        column: steps["double-encoded-utf8"]
        for column, steps in bc.mapped.summary["repaired"].items()
        if "double-encoded-utf8" in steps
    }

    assert repaired == {
        "description": 119,
        "end_year": 53,
        "responsible_organisation": 21,
        "name": 9,
    }
    assert sum(repaired.values()) == 202
    for table, field in (
        ("innovation", "title"),
        ("innovation", "summary"),
        ("organization", "name"),
    ):
        assert bc.findings("garbled-text", table, field) == 0


def test_without_the_repair_the_texts_are_found(tmp_path):  # Fact 1.
    broken = _changed(tmp_path, '"double-encoded-utf8", "trim"', '"trim"')

    assert broken.findings("garbled-text", "innovation", "summary") > 0


def test_a_mangled_space_is_no_year(bc, cases):  # Fact 4.
    years = [case["end_year"] for case in cases if case["end_year"].isdigit()]
    own = sum(
        case["end_year"].isdigit() and case["geographical_coverage_country"] != EU for case in cases
    )

    assert [len(years), sum(case["end_year"] == "" for case in cases)] == [49, 204]
    assert bc.mapped.summary["repaired"]["end_year"] == {"double-encoded-utf8": 53, "trim": 53}
    assert bc.count("innovation", "end_date IS NOT NULL") == own
    assert bc.listed("end_year", "date") == 0


def test_web_addresses_are_taken_as_they_stand(bc, cases):  # Facts 3, 22.
    strange = [
        c for c in cases if not c["website"].startswith("http") or " " in c["website"].strip()
    ]

    assert len(strange) == 7
    assert bc.findings("type", "innovation", "website") == sum(
        case["geographical_coverage_country"] != EU for case in strange
    )


def test_a_title_keeps_its_line_break(bc):  # Fact 7.
    assert bc.findings("type", "innovation", "title") == 1


def test_spellings_that_differ_in_case_give_one_type(bc, cases):  # Fact 12.
    central = sum(
        case["responsible_organisation_category"].casefold() == "central-government"
        for case in cases
    )

    assert central == 105
    assert bc.listed("responsible_organisation_category", "codes") == 11  # Non-governmental.
    assert bc.count("organization", "organization_type IS NULL") == 0


def test_all_titles_of_sectors_have_their_code(bc):  # Fact 13.
    areas = "SELECT count(DISTINCT policy_areas) FROM submitted.innovation"

    assert bc.value(areas) == 9
    assert bc.listed("cofog_level_i", "codes") == 0
    assert bc.count("innovation", "policy_areas IS NULL") == 0


def test_what_is_planned_and_has_begun_is_found(bc, cases):  # Fact 17.
    planned = [case for case in cases if case["status"] == "Planned"]

    assert len(planned) == 7
    assert bc.findings("stage-and-dates", "deployment", "start_date") == sum(
        case["geographical_coverage_country"] != EU for case in planned
    )


def test_active_cases_that_have_ended_are_found(bc, cases):  # Fact 18.
    def ended(last):
        return [
            case["geographical_coverage_country"] != EU
            for case in cases
            if case["status"] in {"Pilot", "In development", "Implemented"}
            and case["end_year"].isdigit()
            and int(case["end_year"]) <= last
        ]

    assert len(ended(2023)) == 28
    # Those that ended in 2024 had ended by July 2025 too.
    assert bc.findings("status-and-dates", "innovation", "end_date") == sum(ended(2024))


def test_no_case_ends_before_it_starts(bc):  # Fact 19.
    assert bc.findings("end-before-start", "innovation", "end_date") == 0
    assert bc.findings("end-before-start", "deployment", "end_date") == 0


def test_dates_are_read_day_first(bc, cases):  # Fact 20.
    days = [case["date_updated"].split("/") for case in cases]
    last = max(f"{year}-{month}-{day}" for day, month, year in days)

    assert len([day for day in days if len(day) == 3]) == 306
    assert bc.listed("date_updated", "date") == 0
    assert bc.count("innovation", "TRY_CAST(modified AS DATE) IS NULL") == 0
    assert bc.value("SELECT max(modified) FROM submitted.innovation") <= last


def test_sources_that_are_no_address_are_found(bc, cases):  # Fact 23.
    strange = [case for case in cases if not case["source"].startswith("http")]
    spaced = [c for c in cases if c["source"].startswith("http") and " " in c["source"].strip()]

    assert len(strange) == 9
    # Two more were broken by a replacement, as six addresses in `website` were.
    assert len(spaced) == 2
    own = sum(case["geographical_coverage_country"] != EU for case in strange + spaced)
    assert bc.findings("type", "evidence", "url") == own


def test_no_case_stands_there_twice(bc):  # Fact 24.
    assert bc.findings("duplicate-innovation", "innovation", "title") == 0


def test_goals_are_scored_by_the_expert_else_by_a_model(bc, cases):  # Facts 25, 26, 28, 29.
    account = bc.mapped.summary["tables"]["innovation_sdg"]
    human = [
        (case["pstw_id"], goal)
        for case in cases
        for goal in range(1, 18)
        if case[PATTERN.format(sdg=goal)]
    ]

    assert [len({case for case, _ in human}), len(human)] == [48, 765]
    assert account["cells"] == 306 * 17 == 5202
    assert account["empty"] == account["unmapped"] == 0
    assert account["rows"] + account["follows"] == 849
    assert account["cells"] == account["rows"] + account["follows"] + account["below"]
    assert bc.count("innovation_sdg") == account["rows"] == 759
    assert bc.value("SELECT count(DISTINCT innovation_id) FROM submitted.innovation_sdg") == 272
    # The one score that is a word is listed, and that of the first model is taken.
    condition = [line for line in bc.mapped.unmapped if line.reason == "condition"]
    assert [(line.cells, line.value) for line in condition] == [(1, "")]
    goal = condition[0].column.split("_")[1]
    assert (
        bc.count("innovation_sdg", f"innovation_id = 'int-pstw-pstw-1950' AND sdg = '{goal}'") == 1
    )
    assert bc.findings("sdg-goal-only", "innovation_sdg", "sdg") == 759
    assert bc.findings("codelist", "innovation_sdg", "sdg") == 0


def test_all_who_were_aligned_are_counted_with_those_kept_out(bc, tmp_path):
    everybody = _changed(
        tmp_path, 'codes = "country.csv", unknown = "keep-out"', 'codes = "country.csv"'
    )

    assert everybody.count("innovation") == 306
    assert everybody.count("innovation_sdg") == 849
    assert (
        everybody.value("SELECT count(DISTINCT innovation_id) FROM submitted.innovation_sdg") == 299
    )


def test_the_scores_of_the_expert_alone(tmp_path):  # Facts 26, 28, 29.
    models = ', "SDG_{sdg}_vote__4o_t01_202507", "SDG_{sdg}_vote__llama3_t01_202507"'

    expert = _changed(tmp_path, models, "")

    account = expert.mapped.summary["tables"]["innovation_sdg"]
    assert [account["cells"], account["empty"], account["unmapped"]] == [5202, 4437, 1]
    assert account["rows"] + account["follows"] + account["below"] == 764
    assert account["rows"] + account["follows"] == 123


def test_summaries_are_never_cut(bc, cases):
    assert bc.findings("max-length", "innovation", "summary") == bc.count(
        "innovation", "length(summary) > 1000"
    )
    assert bc.mapped.summary["truncated"] == {}


def test_long_summaries_of_all_records(tmp_path):
    everybody = _changed(
        tmp_path, 'codes = "country.csv", unknown = "keep-out"', 'codes = "country.csv"'
    )

    assert everybody.findings("max-length", "innovation", "summary") == 74


def test_each_column_is_used_or_known(bc, cases):  # Facts 14, 32.
    assert len(cases[0]) == 176
    assert bc.mapped.summary["unused_columns"] == {"cases": []}


def test_money_has_its_kind(bc, cases):
    own = [c for c in cases if c["funding_source"] and c["geographical_coverage_country"] != EU]

    assert sum(bool(case["funding_source"]) for case in cases) == 23 + 3
    assert bc.count("funding", "funding_type = 'grant'") == len(own)
