import pytest
from hypothesis import given
from hypothesis import strategies as st

from openinnov import detection

BD = ("BD",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("to a.b@example.org.", [("a.b@example.org", "email")], id="address"),
        pytest.param("ａ＠example．org", [("ａ＠example．org", "email")], id="full-width letters"),
        pytest.param(
            "a\u200bb@exam\u00adple.org!",
            [("a\u200bb@exam\u00adple.org", "email")],
            id="characters that nobody sees",
        ),
        pytest.param(
            "jo (at) example (dot) org", [("jo (at) example (dot) org", "email")], id="in brackets"
        ),
        pytest.param("jo [at] example.org", [("jo [at] example.org", "email")], id="square ones"),
        pytest.param(
            "jo at example dot org", [("jo at example dot org", "email")], id="spoken address"
        ),
        pytest.param("ana@пример.рф", [("ana@пример.рф", "email")], id="Cyrillic domain"),
        pytest.param("call +44 7700 900123", [("+44 7700 900123", "phone")], id="country code"),
        pytest.param("00880 1711 123456", [("00880 1711 123456", "phone")], id="two zeros"),
        pytest.param("Tel. 01711-123456", [("01711-123456", "phone")], id="word before"),
        pytest.param(
            "tel 01711-123456, 01811-123456",
            [("01711-123456", "phone"), ("01811-123456", "phone")],
            id="list of numbers",
        ),
        pytest.param("মোবাইল ০১৭১১–১২৩৪৫৬", [("০১৭১১–১২৩৪৫৬", "phone")], id="Bengali"),
        pytest.param("هاتف: ٠١٧١١١٢٣٤٥٦", [("٠١٧١١١٢٣٤٥٦", "phone")], id="Arabic digits"),
        pytest.param("(960) 332 3841 by phone", [], id="word behind"),
        pytest.param(
            "phone (960) 332 3841", [("(960) 332 3841", "phone")], id="code without a plus sign"
        ),
        pytest.param(
            "+8801711123456 2020", [("+8801711123456", "phone")], id="a year behind the number"
        ),
        pytest.param(
            "NID no. 1990 1234 56789", [("1990 1234 56789", "national-id")], id="national number"
        ),
        pytest.param("passport A1234567", [("A1234567", "national-id")], id="passport"),
        pytest.param(
            "at 23.810332, 90.412518", [("23.810332, 90.412518", "coordinates")], id="coordinates"
        ),
        pytest.param(
            "23.8103° N, 90.4125° E", [("23.8103° N, 90.4125° E", "coordinates")], id="with degrees"
        ),
        pytest.param(
            "lat 23.810 lon 90.412", [("23.810 lon 90.412", "coordinates")], id="word and 3 digits"
        ),
        pytest.param(
            "https://u:secret@host/x", [("u:secret@", "credential")], id="password in an address"
        ),
        pytest.param("?token=abc123def", [("abc123def", "credential")], id="token"),
    ],
)
def test_personal_data_is_found(text, found):
    matches = detection.find(text, regions=BD)

    assert [(text[match.start : match.end], match.kind) for match in matches] == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("18/2016-2017", id="number of a file"),
        pytest.param("ISBN 9780123456786", id="number of a book"),
        pytest.param("a budget of 100200300 USD", id="amount"),
        pytest.param("12 500 000 users in 2023-2024", id="users and years"),
        pytest.param("grew by +1 000 000 000 a year", id="round sum with a sign"),
        pytest.param("550e8400-e29b-41d4-a716-446655440000", id="random identifier"),
        pytest.param("version 2.10.3, target 16.10", id="version and target"),
        pytest.param("entre 1.500, 2.300 y 4.000", id="thousands in Spanish"),
        pytest.param("https://doi.org/10.1000/182", id="digital identifier"),
        pytest.param("https://orcid.org/0000-0002-1825-0097", id="identifier of a researcher"),
        pytest.param("call for proposals 2019-2020", id="call for proposals"),
        pytest.param("the hotel of 2019 2020 2021", id="a word that ends like one that announces"),
        pytest.param("phone service 2019-2020", id="years behind a word"),
        pytest.param("passports 2016-2017", id="years of passports"),
        pytest.param("@handle, and a@b", id="name of an account"),
        pytest.param("100.500, 200.500 are off the globe", id="out of range"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_numbers_are_left(text):
    assert detection.find(text, regions=BD) == []


def test_marks_take_the_place_of_personal_data():
    text = "Ask a@example.org, tel 01711-123456, or see https://u:secret@host/x"

    scrubbed = detection.scrub(text, regions=BD)

    assert scrubbed == "Ask [email], tel [phone], or see https://[credential]host/x"


def test_a_mark_that_announces_a_number_hides_it_too():
    assert detection.scrub("[phone] 01711 123456", regions=BD) == "[phone] [phone]"


@pytest.mark.parametrize("kind", detection.DETECTORS)
@pytest.mark.parametrize("before", ["", "Jo "])
def test_a_mark_is_never_a_name(kind, before):
    words = kind.split("-")
    known = detection.known([" ".join(words) if len(words) > 1 else f"jo {kind}", f"Jo {words[0]}"])

    scrubbed = detection.scrub(f"{before}[{kind}], tel +8801711123456", known=known)

    assert scrubbed.endswith(f"[{kind}], tel [phone]")
    assert "Jo" not in scrubbed
    assert detection.find(scrubbed, known=known) == []


def test_a_person_who_is_called_as_the_mark_is_taken_out_once():
    known = detection.known(["Known Name"])

    assert detection.scrub("Ask Known Name (known name).", known=known) == (
        "Ask [known-name] ([known-name])."
    )


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("Udaharan Web Help (invented) came", "[known-name] came"),
        ("(Udaharan) Web Help invented", "[known-name]"),
        ("(by Udaharan) Web Help invented", "(by [known-name]) [known-name]"),
        ("Udaharan Web Help (invented, of 2019)", "[known-name] ([known-name], of 2019)"),
        ("(Udaharan Web Help invented)", "([known-name])"),
        ("[[(Udaharan ] Web Help invented", "[[([known-name] ] [known-name]"),
    ],
)
def test_no_bracket_is_left_without_its_other_half(text, scrubbed):
    known = detection.known(["Udaharan Web Help (invented)"])

    assert detection.scrub(text, known=known) == scrubbed


def test_only_the_kinds_that_are_asked_for_are_sought():
    text = "a@example.org, tel +8801711123456"

    assert detection.scrub(text, kinds=["phone"]) == "a@example.org, tel [phone]"


def test_the_longest_of_overlapping_matches_says_what_they_are():
    known = detection.known(["Example Org"])

    assert detection.scrub("jo.example@example.org", known=known) == "[email]"


_WORDS = st.sampled_from(["known", "name", "email", "national", "id", "jo", "(invented)", "mr"])
_NAMES = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
_TEXTS = st.lists(
    _WORDS | st.sampled_from(["[known-name]", "[email]", "[", "]", "(", ")", "a@b.org", "tel"]),
    max_size=9,
)


@given(st.lists(_NAMES, max_size=3), _TEXTS, st.sampled_from(["", " "]))
def test_what_was_scrubbed_is_scrubbed_for_good(names, pieces, between):
    known = detection.known(names)

    scrubbed = detection.scrub(between.join(pieces), known=known)

    assert detection.find(scrubbed, known=known) == []
    assert detection.scrub(scrubbed, known=known) == scrubbed
