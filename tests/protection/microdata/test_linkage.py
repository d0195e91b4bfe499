"""An attacker with a register of everybody, who shares no code with what protects, finds nobody."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from golden import KEY
from hypothesis import given, settings
from hypothesis import strategies as st
from submissions import make

from openinnov import policy as policies
from openinnov.policy.microdata import Coarsening, Diversity, Gate, Microdata
from openinnov.protection import protect

BASE = policies.load()
K = 3
DIVERSE = Diversity("bribe_asked", "distinct", 2, safe=("", "false"))
ASKED = Microdata(
    k=K,
    diversity=(DIVERSE,),
    suppression=0.1,
    hierarchies={"responded_on": Coarsening(size=7305, cut=("month", "year"))},
)
POLICY = replace(BASE, gate=Gate(), microdata={"feedback": ASKED})
TRAITS = ("age", "sex", "area_type", "education", "responded_on")


def _town(seed, size):
    """Return people with traits, of whom each gave an answer that is secret."""
    chance = random.Random(seed)  # noqa: S311 -- it makes a town, not a secret.
    return [
        {
            "id": f"person{n}",
            "age": str(chance.randint(18, 70)),
            "sex": chance.choice("FM"),
            "area_type": chance.choice(["rural", "town", "city"]),
            "education": str(chance.randint(0, 8)),
            "responded_on": f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "bribe_asked": chance.choice(["true", "false", "false"]),
            "satisfaction": str(chance.randint(1, 5)),
        }
        for n in range(size)
    ]


def _could_be(trait, shown, own):
    """Say whether a person with a trait may stand behind what a release shows of it."""
    if not shown:
        return True
    low, dash, high = shown.partition("-")
    if trait in {"age", "education"} and dash:
        return int(low) <= int(own) <= int(high)
    return own.startswith(shown) if trait == "responded_on" else own == shown


def _candidates(person, rows):
    return [row for row in rows if all(_could_be(t, row.get(t), person[t]) for t in TRAITS)]


def _guesses(town, rows):
    """Return how often the attacker names the one right row, and the secrets that are certain."""
    found, certain = 0.0, 0
    for person in town:
        fitting = _candidates(person, rows)
        # What is emptied fits everybody, so the closest rows are those that show most.
        most = max((sum(bool(row.get(t)) for t in TRAITS) for row in fitting), default=0)
        close = [row for row in fitting if sum(bool(row.get(t)) for t in TRAITS) == most]
        if close:
            found += sum(row["satisfaction"] == person["satisfaction"] for row in close) and (
                1 / len(close)
            )
            secrets = {row.get("bribe_asked") for row in close}
            certain += secrets == {"true"}
    return found / len(town), certain


@pytest.mark.parametrize("seed", range(3))
def test_nobody_is_found_by_traits_and_no_secret_is_certain(submit, rows, seed):
    town = _town(seed, 60)
    told = rows(protect(submit({"feedback": town}), policy=POLICY, key=KEY), "feedback")

    hits, certain = _guesses(town, told)
    bare, known = _guesses(town, town)

    assert told
    assert hits <= 1 / K
    assert certain == 0
    # The same attacker finds nearly everybody where nothing was protected.
    assert bare > 0.9
    assert known > 10


_ANSWER = st.fixed_dictionaries(
    {
        "age": st.sampled_from(["20", "21", "34", "35-39", "70", ""]),
        "sex": st.sampled_from(["F", "M", ""]),
        "responded_on": st.sampled_from(["2025-01-02", "2025-01", "2024-07-08", ""]),
        "bribe_asked": st.sampled_from(["true", "false", ""]),
        "satisfaction": st.sampled_from(["1", "5"]),
    }
)


def _released(answers, **changed):
    given_rows = [
        {"id": name, **{field: cell for field, cell in row.items() if cell}}
        for name, row in answers.items()
    ]
    policy = replace(POLICY, microdata={"feedback": replace(ASKED, **changed)})
    protected = protect(make({"feedback": given_rows}), policy=policy, key=KEY)
    columns = protected.submission.columns.get("feedback", ())
    records = protected.submission.database.execute(
        f"SELECT {', '.join(columns) or 'NULL'} FROM submitted.feedback ORDER BY _row"
    ).fetchall()
    return protected, columns, [dict(zip(columns, each, strict=False)) for each in records]


@settings(max_examples=15)
@given(st.lists(_ANSWER, max_size=12), st.randoms(use_true_random=False), st.booleans())
def test_each_answer_is_one_of_k_whatever_the_order_of_rows(drawn, chance, local):
    answers = {f"answer{n:02}": row for n, row in enumerate(drawn)}
    shuffled = dict(chance.sample(list(answers.items()), len(answers)))

    protected, columns, told = _released(answers, local=local)
    _, _, again = _released(shuffled, local=local)

    quasi = [name for name in TRAITS if name in columns]
    classes = Counter(tuple(row[name] for name in quasi) for row in told)
    assert min(classes.values(), default=K) >= K
    for each in classes:
        secrets = {
            row.get("bribe_asked") for row in told if tuple(row[name] for name in quasi) == each
        }
        assert secrets != {"true"}
    assert told == again
    assert protected.anonymity[0].after.rows == len(told)


@settings(max_examples=10)
@given(st.lists(_ANSWER, max_size=12))
def test_protecting_answers_again_changes_nothing(drawn):
    once, _, _ = _released({f"answer{n:02}": row for n, row in enumerate(drawn)})

    twice = protect(once.submission, policy=POLICY, key=KEY)

    assert (
        twice.submission.database.table("submitted.feedback").order("_row").fetchall()
        == once.submission.database.table("submitted.feedback").order("_row").fetchall()
    )
