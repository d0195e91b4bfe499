"""A release is compared with earlier ones: what one hid, the next does not tell."""

import json
from dataclasses import replace

import pytest
from golden import EXAMPLES, KEY
from protection.count_history import ABOUT, INDICATOR, history
from publication.released import SMALL

import openinnov
from openinnov import policy as policies
from openinnov.exceptions import RefusedError
from openinnov.protection import Key, Ledger, protect
from openinnov.protection.ledger.comparing import reveals, still_held
from openinnov.protection.ledger.entries import Release
from openinnov.protection.ledger.sharing import shared
from openinnov.standard import load
from openinnov.submission import Secret, Sums, Told, Trace

SECRET = Key("ledger1", b"another key that is no secret, 32+")


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "ledger.jsonl", SECRET)


@pytest.fixture
def example():
    return openinnov.read(EXAMPLES / "bangladesh-digital-centres" / "submission")


def _publish(submission, place, ledger, **options):
    protected = protect(submission, key=KEY, ledger_key=ledger.key)
    return openinnov.publish(protected, place, ledger=ledger, formats=["data-package"], **options)


def _without(submission, where):
    """Return a submission with some rows of feedback less."""
    database = submission.connection.cursor()
    database.execute(f"DELETE FROM submitted.feedback WHERE {where}")
    return submission


def test_the_same_release_twice_tells_nothing_new(example, ledger, tmp_path):
    _publish(example, tmp_path / "one", ledger)
    again = _publish(example, tmp_path / "two", ledger)

    assert len(ledger.releases()) == 2
    assert again.still_held == {}
    text = ledger.path.read_text("utf-8")
    assert "bd-a2i" not in text
    assert oct(ledger.path.stat().st_mode)[-3:] == "600"


def test_another_way_to_coarsen_the_same_records_is_refused(example, ledger, tmp_path):
    _publish(example, tmp_path / "one", ledger)
    fewer = _without(example, "deployment_id = 'bd-a2i-dep-23'")

    with pytest.raises(RefusedError, match=r"feedback: too few records .* times\), beside"):
        _publish(fewer, tmp_path / "two", ledger)

    assert not (tmp_path / "two").exists()
    appendix = tmp_path / "ledger.jsonl.appendix.json"
    assert {each["table"] for each in json.loads(appendix.read_text("utf-8"))} == {"feedback"}
    assert oct(appendix.stat().st_mode)[-3:] == "600"


def test_records_that_earlier_releases_still_hold_are_counted():
    assert still_held(_records("aa"), [_records("aaaa"), _records("a")]) == {
        "answers 1, public": {"feedback": 2}
    }


def test_another_key_is_refused(example, ledger, tmp_path):
    _publish(example, tmp_path / "one", ledger)
    other = replace(ledger, key=Key("ledger1", b"a key that was never used, 32 bytes"))

    with pytest.raises(RefusedError, match="was begun with another key"):
        other.releases()


def test_records_protected_without_the_key_of_the_ledger_are_refused(example, ledger, tmp_path):
    with pytest.raises(RefusedError, match="without the key of the ledger"):
        openinnov.publish(protect(example, key=KEY), tmp_path / "one", ledger=ledger)


@pytest.mark.parametrize("text", ["", "no json\n", "[]\n", '{"proof": "x"}\n{"a": 1}\n'])
def test_what_is_no_ledger_is_refused(text, ledger):
    ledger.path.write_text(text or "\n", encoding="utf-8")

    with pytest.raises(RefusedError, match=r"^ledger.jsonl: "):
        ledger.releases()


def test_what_did_not_take_its_place_is_cleared(example, ledger, tmp_path, monkeypatch):
    protected = protect(example, key=KEY, ledger_key=SECRET)
    ledger.pend(protected, tmp_path / "one", b"never there\n")
    assert len(ledger.releases()) == 1

    _publish(example, tmp_path / "one", ledger)

    assert [each["status"] for each in ledger._entries()] == [  # noqa: SLF001 -- what it wrote
        *("pending", "cleared", "pending", "confirmed")
    ]


def _release(counts):
    return Release("answers", "1", "public", "hash", counts={"measurement": {"place": counts}})


@pytest.mark.parametrize(
    ("then", "now", "what"),
    [
        ({"n": None}, {"n": 12}, ["a number that was withheld"]),
        ({"n": 10}, {"n": 12}, ["a number that changed by few"]),
        ({"n": 10}, {"n": 15}, []),
        ({"n": 10}, {"n": 10}, []),
        ({"n": 10}, {"n": None}, []),
        ({}, {"n": 10}, []),
    ],
)
def test_numbers_change_by_nothing_or_by_much(then, now, what):
    found = list(reveals(_release(now), [_release(then)], 5))

    assert [each.what for each in found] == what


def _sums(cells, *equations, threshold=5):
    """Return sums of cells, each as its place, its true number and whether it is shown."""
    return Sums(
        threshold,
        tuple(
            Told("measurement", "n", place, f"{place}{number}", *_told(number, is_shown))
            for place, number, is_shown in cells
        ),
        equations,
    )


def _told(number, is_shown):
    return (number, False, False, 0) if is_shown else (None, True, True, int(number > 0))


def _found(now, *then):
    releases = [Release("answers", "1", "public", "hash", sums=[each]) for each in (*then, now)]
    return [each.what for each in reveals(releases[-1], releases[:-1], 5)]


WHOLE = (0, (1, 2, 3))
THREE = [("all", 60, True), ("F", 50, True), ("M", 3, False), ("U", 7, False)]
OTHER = [("all", 60, True), ("F", 50, False), ("M", 3, False), ("U", 7, True)]
DERIVED = "a number that can be worked out from several releases"


def test_two_patterns_of_the_same_numbers_tell_what_both_withheld():
    # The other one shows what the first withheld, too.
    assert _found(_sums(OTHER, WHOLE), _sums(THREE, WHOLE)) == [
        "a number that was withheld",
        DERIVED,
    ]
    assert _found(_sums(THREE, WHOLE), _sums(THREE, WHOLE)) == []


def test_a_sum_of_another_breakdown_tells_what_was_withheld():
    towns = [("M", 3, False), ("M town", 2, False), ("M rest", 1, False), ("F", 50, True)]
    pair = [("M", 3, False), ("U", 7, False), ("both", 10, True)]
    rest = [("U", 7, False), ("U town", 4, False), ("U village", 3, False)]
    asked = [("U town", 4, False), ("a", 5, True), ("both town", 9, True)]

    assert _found(_sums(towns, (0, (1, 2))), _sums(pair, (2, (0, 1)))) == []
    assert _found(_sums(asked, (2, (0, 1))), _sums(rest, (0, (1, 2)))) == [DERIVED]


def test_what_earlier_releases_told_already_is_not_told_by_the_new_one():
    low = [("all", 10, True), ("F", 6, True), ("M", 4, True)]
    high = [("all", 10, True), ("F", 6, True), ("M", 4, False)]

    assert _found(_sums(high, (0, (1, 2))), _sums(low, (0, (1, 2)), threshold=3)) == []


def test_that_a_number_is_not_zero_may_tell_of_another():
    both = (0, (1, 2))
    new = _sums([("all", 5, True), ("F", 3, False), ("M", 2, False)], both)
    # Zeros are withheld now, and were not before.
    now = Sums(5, tuple(cell._replace(least=0) for cell in new.cells), (both,))

    assert _found(now, _sums([("X", 9, True)])) == []
    assert _found(now, _sums([("M", 2, False)])) == [DERIVED]


def test_sums_that_nobody_shows_change_by_nothing_or_by_much():
    both = (0, (1, 2))
    then = [("all", 40, None), ("F", 20, True), ("M", 20, True)]
    cells = _sums(then, both).cells
    implied = Sums(5, (cells[0]._replace(withheld=False, guarded=False), *cells[1:]), (both,))

    assert _found(_sums([("all", 43, True)]), implied) == ["a number that changed by few"]
    assert _found(_sums([("all", 45, True)]), implied) == []


def test_a_number_that_was_withheld_stays_so_whatever_record_holds_it(submit, ledger, tmp_path):
    def made(first, **row):
        rows = [{"sample_size": "3"}, {"sex": "F", "sample_size": "50"} | row]
        return {
            **SMALL,
            "indicator": [INDICATOR],
            "measurement": [
                {"id": f"bd-a2i-{n}", **ABOUT, "value": "7", **row}
                for n, row in enumerate(rows, start=first)
            ],
        }

    first = made(10)
    first["measurement"][0]["sex"] = "M"
    _publish(submit(first), tmp_path / "one", ledger)
    second = made(70)
    second["measurement"][0] |= {"sex": "M", "sample_size": "30"}

    with pytest.raises(RefusedError, match=r"measurement.sample_size: a number that was withheld"):
        _publish(submit(second), tmp_path / "two", ledger)


def test_a_ledger_from_before_sums_were_entered_goes_on(submit, ledger, tmp_path):
    proposal = history(2)[0]
    _publish(proposal.submission(0), tmp_path / "one", ledger)
    entries = [json.loads(each) for each in ledger.path.read_text("utf-8").splitlines()]
    assert entries[1]["release"].pop("sums")
    ledger.path.write_text("".join(json.dumps(each) + "\n" for each in entries), "utf-8")

    _publish(proposal.submission(1), tmp_path / "two", ledger)

    assert [len(each.sums) for each in ledger.releases()] == [0, 1]


@pytest.mark.parametrize("changed", [{"later": 1}, {"sums": [{}]}, {"sums": 7}])
def test_a_release_of_a_later_version_is_refused(changed, ledger, submit, tmp_path):
    _publish(history(2)[0].submission(0), tmp_path / "one", ledger)
    entries = [json.loads(each) for each in ledger.path.read_text("utf-8").splitlines()]
    entries[1]["release"] |= changed
    ledger.path.write_text("".join(json.dumps(each) + "\n" for each in entries), "utf-8")

    with pytest.raises(RefusedError, match="this version cannot read"):
        ledger.releases()


def test_what_withheld_numbers_are_stands_in_no_ledger(submit, ledger, tmp_path):
    rows = [("", "98765432101"), ("F", "98765432098"), ("M", "3")]
    tables = {**SMALL, "indicator": [INDICATOR]}
    tables["measurement"] = [
        {"id": f"bd-a2i-{n}", **ABOUT, "sex": sex, "value": "7", "sample_size": size}
        for n, (sex, size) in enumerate(rows)
    ]

    _publish(submit(tables), tmp_path / "one", ledger)

    text = ledger.path.read_text("utf-8")
    assert ("98765432101" in text) != ("98765432098" in text)
    assert "bd-a2i" not in text


def _records(classes):
    records = {f"r{n}": own for n, own in enumerate(classes)}
    return Release(
        "answers", "1", "public", "hash", records={"feedback": records}, k={"feedback": 2}
    )


@pytest.mark.parametrize(
    ("then", "now", "safe"),
    [
        ("aabb", "aabb", True),
        ("aaaa", "aabb", True),
        ("aabb", "aaab", False),  # One of two who were alike is told apart.
        ("aa", "aab", False),  # One came.
        ("aa", "aabb", True),
        ("aaa", "aa", True),  # One went, as the law may demand.
    ],
)
def test_classes_of_two_releases_isolate_none_or_k(then, now, safe):
    assert (not list(reveals(_records(now), [_records(then)], 5))) == safe


def test_classes_of_three_releases_isolate_none_or_k():
    halves, turns, each_second = _records("aaaabbbb"), _records("ccddccdd"), _records("efefefef")

    assert not list(reveals(turns, [halves], 5))
    assert not list(reveals(each_second, [halves], 5))
    assert not list(reveals(each_second, [turns], 5))
    found = list(reveals(each_second, [halves, turns], 5))
    assert {each.what for each in found} == {"too few records in the same classes of all"}
    assert len(found) == 8


def _came(answers, kind="distinct", value=2, c=None):
    """Return what is found of persons who come to a class of others, with these answers."""
    records = tuple(f"r{n}" for n in range(4 + len(answers)))
    values = (*"ynyn", *answers)
    secret = Secret("bribe_asked", kind, value, c, values, frozenset("n-"))
    trace = Trace("feedback", records, ("a",) * len(records), (secret,))
    return [each.field for each in shared(trace, [_records("aaaa")])]


@pytest.mark.parametrize(
    ("answers", "safe"), [("yyyy", False), ("yyyn", True), ("nnnn", True), ("n-n-", True)]
)
def test_who_came_to_a_class_shares_no_answer(answers, safe):
    assert _came(answers) == ([] if safe else ["bribe_asked"])


@pytest.mark.parametrize(
    ("kind", "value", "c", "safe"),
    [
        ("entropy", 1.7, None, True),
        ("entropy", 1.8, None, False),
        ("recursive", 2, 3.1, True),
        ("recursive", 2, 3.0, False),
    ],
)
def test_answers_differ_as_much_as_the_policy_asks(kind, value, c, safe):
    # Three of four are alike: exp of the entropy is 1.755, and 3 < c * 1.
    assert (not _came("yyyn", kind, value, c)) == safe


def test_a_release_of_records_about_persons_is_not_published_with_a_ledger(example, ledger):
    policy = policies.load(standard=load())
    once = protect(example, policy=policy, key=KEY, ledger_key=ledger.key)

    with pytest.raises(RefusedError, match="publish what was submitted, and not a release of it"):
        protect(once.submission, policy=policy, key=KEY, ledger_key=ledger.key)
