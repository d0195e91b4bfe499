import pytest

from openinnov import detection

PERSONS = (
    "Dr. Abdul Karim Rahman",
    "José Núñez",
    "রহিমা খাতুন",
    "Sun",
    "Jane Doe",
    "+8801711123456",
    "AB 1234567",
)
KNOWN = detection.known([*PERSONS, "lin@example.org"], ["Jane Doe Foundation", "Núñez José"])


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        pytest.param("Abdul Karim Rahman said", "[known-name] said", id="as given"),
        pytest.param("ABDUL  KARIM RAHMAN", "[known-name]", id="in capitals"),
        pytest.param("Rahman, Abdul Karim", "[known-name]", id="family name first"),
        pytest.param("by Abdul Rahman", "by [known-name]", id="without the middle name"),
        pytest.param("A. K. Rahman", "[known-name]", id="initials"),
        pytest.param("A. Rahman", "[known-name]", id="one initial"),
        pytest.param("Rahman A.", "[known-name].", id="initial behind"),
        pytest.param("Jose Nunez", "[known-name]", id="without accents"),
        pytest.param("Jose\u0301 Nun\u0303ez", "[known-name]", id="accents as characters"),
        pytest.param("রহিমা খাতুন বলেন", "[known-name] বলেন", id="Bengali"),
        pytest.param("Mr Sun came", "Mr [known-name] came", id="one word behind a title"),
        pytest.param("the Sun came", "the Sun came", id="one word without a title"),
        pytest.param("Rahman Street", "Rahman Street", id="family name alone"),
        pytest.param("Mr. Rahman said", "Mr. [known-name] said", id="family name behind a title"),
        pytest.param("Sra. NUNEZ", "Sra. [known-name]", id="title of another language"),
        pytest.param("M. Nunez", "M. [known-name]", id="title of one letter"),
        pytest.param("Dr Abdul", "Dr [known-name]", id="first name behind a title"),
        pytest.param("Dr. Abdul Karim", "Dr. [known-name]", id="two parts behind a title"),
        pytest.param("Prof. Dr. Md. Rahman", "Prof. Dr. Md. [known-name]", id="many titles"),
        pytest.param("Dr Street", "Dr Street", id="no part of a name behind a title"),
        pytest.param("Mr A came", "Mr A came", id="letter behind a title"),
        pytest.param("the Dr", "the Dr", id="title at the end"),
        pytest.param(
            "Mr Rahman, Jane Doe Foundation",
            "Mr [known-name], Jane Doe Foundation",
            id="organization behind a part of a name",
        ),
        pytest.param("Karim of Rahmanpur", "Karim of Rahmanpur", id="part of a word"),
        pytest.param("Núñez José", "Núñez José", id="an organization of that very name"),
        pytest.param("01711 123456", "[known-name]", id="number without its country code"),
        pytest.param("AB-1234567", "[known-name]", id="number of a document"),
    ],
)
def test_what_the_tables_of_persons_say_is_found(text, scrubbed):
    assert detection.scrub(text, kinds=["known-name"], known=KNOWN) == scrubbed


def test_the_name_of_an_organization_wins_over_that_of_its_founder():
    known = detection.known(["Jane Doe"], ["Jane Doe Foundation"])

    assert detection.scrub("Jane Doe of the Jane Doe Foundation", known=known) == (
        "[known-name] of the Jane Doe Foundation"
    )


def test_title_of_a_listed_name_is_no_part_of_it():
    known = detection.known(["Dr Sun", "12 Main Road"])

    assert detection.scrub("Dr Sun of Main Road", known=known) == "Dr [known-name] of Main Road"
    assert detection.scrub("Mr Dr Main", known=known) == "Mr Dr Main"


def test_short_family_names_are_not_sought_with_initials():
    known = detection.known(["Alice In"])

    assert detection.scrub("in a town met Alice In", known=known) == "in a town met [known-name]"


def test_names_of_many_words_are_sought_as_they_stand():
    known = detection.known(["One Two Three Four Five Six Seven"])

    assert detection.scrub("One Seven", known=known) == "One Seven"
    assert detection.scrub("one two three four five six seven", known=known) == "[known-name]"


def test_numbers_of_nobody_are_left():
    known = detection.known(["+8801711123456"])

    assert detection.scrub("01811 654321", kinds=["known-name"], known=known) == "01811 654321"


def test_what_is_known_is_not_shown():
    assert repr(detection.known(["Jane Doe"])) == "<Known, 4 names, 0 numbers>"
