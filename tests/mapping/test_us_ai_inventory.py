"""The facts of data/real that the mapping of the federal inventory of 2023 has to show."""

import pytest
from real_sets import MAPPINGS, Real, records

NAME, FOLDER = "us-ai-inventory-2024", "us-ai-inventory-2024/data"
LEAD = (
    "SELECT count(*) FROM submitted.innovation AS i "
    "JOIN submitted.organization AS o ON o.id = i.lead_organization_id "
)


@pytest.fixture(scope="module")
def us():
    return Real(NAME, FOLDER)


@pytest.fixture(scope="module")
def cases(us):
    return records(us.data / "2023_consolidated_ai_inventory_raw.csv")


@pytest.fixture(scope="module")
def uncut(tmp_path_factory):
    """The same set, mapped without cutting a text."""
    folder = tmp_path_factory.mktemp("uncut")
    for file in (MAPPINGS / NAME).iterdir():
        text = file.read_text("utf-8")
        for longest in (200, 1000):
            text = text.replace(f', truncate = {{ max = {longest}, mark = " …" }}', "")
        (folder / file.name).write_text(text, "utf-8")
    return Real(NAME, FOLDER, mapping=folder / "mapping.toml")


def test_every_record_comes_out(us):  # Facts 1, 13.
    assert us.account()["records"] == us.account()["gave_main_row"] == 710
    assert us.kept_out() == {}
    assert us.value("SELECT count(DISTINCT id) FROM submitted.innovation") == 710
    assert us.count("innovation", "id = 'us-omb-doc-0030-2023'") == 1
    assert us.references() == 0


def test_organizations_have_three_levels(us, cases):  # Facts 2, 3, 4, 5.
    levels = [{c[name] for c in cases if c[name]} for name in ("Department", "Agency", "Office")]
    equal = {c["Agency"] for c in cases if c["Agency"] == c["Office"] != ""}

    sizes, shared = [len(names) for names in levels], len(equal)

    assert sizes[:2] == [21, 85]
    made = us.count("organization", "id <> 'us-omb-publisher'")
    assert made == sum(sizes) - shared
    tops = "id <> 'us-omb-publisher' AND parent_id IS NULL"
    assert us.count("organization", tops) == 21
    assert us.count("organization", f"{tops} AND acronym IS NULL") == 0
    assert us.count("organization", "id = parent_id") == 0
    assert us.findings("reference-cycle", "organization", "parent_id") == 0


def test_the_lowest_level_leads(us):  # Facts 3, 4.
    departments = LEAD + "WHERE o.parent_id IS NULL"
    agencies = (
        LEAD + "JOIN submitted.organization AS p ON p.id = o.parent_id WHERE p.parent_id IS NULL"
    )
    offices = (
        LEAD
        + "JOIN submitted.organization AS p ON p.id = o.parent_id WHERE p.parent_id IS NOT NULL"
    )

    # Without an office are 514: of these 76 have no agency either. 27 offices are their agency.
    assert [us.value(departments), us.value(agencies), us.value(offices)] == [76, 438 + 27, 169]
    assert 76 + 438 == 514


def test_stages_come_from_a_table(us, cases):  # Facts 6, 7, 8.
    texts = len({case["Development_Stage"] for case in cases if case["Development_Stage"]})

    assert texts == 26
    assert us.count("innovation", "stage IS NULL") == 0
    assert us.listed("Development_Stage", "codes") == 0
    done = sum(case["Development_Stage"] == "Completed" for case in cases)
    assert us.count("innovation", "stage = 'unknown'") == 321 + done
    table = (MAPPINGS / NAME / "stage.csv").read_text("utf-8")
    for one, other in (
        ("Operation and Maintenance", "Operation and Management"),
        ("In production: less than six months", "In production: less than 6 months"),
    ):
        assert f"\n{one},implementation\n" in table
        assert f"\n{other},implementation\n" in table


def test_addresses_of_code_are_taken_as_they_stand(us):  # Facts 10, 11.
    assert us.count("innovation", "source_code IS NOT NULL") == 17
    assert us.findings("type", "innovation", "source_code") == 1


def test_equal_titles_are_duplicates_only_with_the_same_lead(us):  # Fact 12.
    same = (
        "SELECT lower(title), lead_organization_id FROM submitted.innovation "
        "GROUP BY ALL HAVING count(*) > 1"
    )

    assert us.findings("duplicate-innovation", "innovation", "title") == us.value(
        f"SELECT count(*) FROM ({same})"
    )


def test_long_texts_are_cut_and_listed(us):  # Facts 14, 22.
    assert us.mapped.summary["truncated"] == {"Summary": 68, "Title": 6}
    assert us.findings("max-length", "innovation", "title") == 0
    assert us.findings("max-length", "innovation", "summary") == 0
    # The whole summary stands in the description; what is lost are six titles.
    lost = [(line.column, line.cells) for line in us.mapped.unmapped if line.lost]
    assert lost == [("Title", 6)]


def test_uncut_they_are_too_long(uncut):  # Facts 14, 22.
    assert uncut.findings("max-length", "innovation", "title") == 6
    assert uncut.findings("max-length", "innovation", "summary") == 68
    assert uncut.findings("min-length", "innovation", "summary") == 0


def test_summaries_keep_their_line_breaks(us, uncut, cases):  # Fact 15.
    inside = sum("\n" in case["Summary"].strip() for case in cases)

    # Four have a line break at an edge alone, where it is trimmed.
    assert [sum("\n" in case["Summary"] for case in cases), inside] == [325, 321]
    assert us.count("innovation", "contains(description, chr(10))") == inside
    assert uncut.count("innovation", "contains(summary, chr(10))") == inside
    assert uncut.findings("type", "innovation", "summary") == 0


def test_edges_are_trimmed(us):  # Fact 17.
    assert us.mapped.summary["repaired"] == {"Summary": {"trim": 67}}


def test_text_that_was_lost_at_the_source_is_found(us, uncut):  # Fact 19.
    assert uncut.findings("garbled-text", "innovation", "summary") == 10
    assert us.findings("garbled-text", "innovation", "description") == 10


def test_two_mailboxes_are_found_in_summaries(us):
    assert us.findings("personal-data-in-text", "innovation", "summary") == 2


def test_techniques_become_keywords(us, cases):  # Fact 9.
    given = sum(bool(case["Techniques"]) for case in cases)

    assert given == 710 - 395
    assert us.count("innovation", "keywords IS NOT NULL") == given
    assert us.findings("type", "innovation", "keywords") == 0
