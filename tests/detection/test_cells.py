import pytest
from hypothesis import given
from hypothesis import strategies as st

from openinnov import detection
from openinnov.engine.duckdb import open_database
from openinnov.engine.views import create_rule_views
from openinnov.standard import load

STANDARD = load()
PIECES = st.sampled_from(
    [
        "tel ",
        "NID ",
        "a@b.org",
        " at ",
        " dot ",
        "(at)",
        "+88",
        "01711",
        "123456",
        "-",
        " ",
        ".",
        "२३",
        "২৩",
        "90.4125",
        "23.8103",
        ", ",
        "key=",
        "secretsecret",
        "\u00ad",
        "–",
        "\u00a0",
        "org",
        "४५६७८९",
        "²³",
        "://u:p@h/",
        "passport ",
        "\n",
        "①②③④⑤⑥⑦",
        "＋",
        "ｔｏｋｅｎ＝",
        "․",
        "⁃",
    ]
)
TEXTS = st.lists(PIECES | st.text(st.characters(codec="utf-8"), max_size=3), max_size=12).map(
    "".join
)


@pytest.fixture(scope="module")
def database():
    return open_database(STANDARD)


@given(TEXTS)
def test_no_text_is_passed_over_in_which_something_would_be_found(database, text):
    query = "SELECT regexp_matches(?, ?)"
    ((may_match,),) = database.execute(query, [text, detection.MAY_MATCH]).fetchall()

    assert may_match or not detection.find(text, regions=("BD", "IN"))


@given(TEXTS)
def test_scrubbing_again_changes_nothing(text):
    scrubbed = detection.scrub(text, regions=("BD",))

    assert detection.scrub(scrubbed, regions=("BD",)) == scrubbed
    assert detection.find(scrubbed, regions=("BD",)) == []


def test_public_texts_and_ids_of_persons_are_searched(submit):
    submission = submit(
        {
            "innovation": [{"id": "bd-a2i-1", "summary": "Call 01711-123456 now, a@example.org"}],
            "contact": [{"id": "+8801711123456", "name": "a@example.org"}],
            "translation": [{"text": "Écrire à a@example.org"}],
        }
    )
    tables = submission.tables
    create_rule_views(submission.database, tables, ["text_cell"])

    detection.fill_matches(submission.database, tables, descriptor=submission.descriptor)

    found = submission.database.execute("FROM temp.personal_data_match ORDER BY ALL").fetchall()
    assert found == [
        ("contact", 2, "id", "phone"),
        ("innovation", 2, "summary", "email"),
        ("innovation", 2, "summary", "phone"),
        ("translation", 2, "text", "email"),
    ]


@pytest.mark.parametrize(
    ("prefix", "regions"),
    [
        pytest.param("bd-a2i", ("BD",), id="a country"),
        pytest.param("int-undp", (), id="an international organization"),
        pytest.param(None, (), id="no prefix"),
    ],
)
def test_the_prefix_of_the_publisher_tells_the_country(prefix, regions):
    assert detection.regions_of({"openinnov:prefix": prefix}) == regions
