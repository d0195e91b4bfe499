"""Who compares the releases of a growing survey tells no few persons from all others.

The attacker is given more than a stranger could know: who stands in which class of which release.
She intersects the classes, and takes the answers of those who were there before from the answers of
all. She shares no code with what protects.
"""

import csv
import random
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import product

from golden import KEY
from hypothesis import settings
from publication.released import SMALL
from submissions import DESCRIPTOR, make

import openinnov
from openinnov import policy as policies
from openinnov.exceptions import RefusedError
from openinnov.policy.microdata import Coarsening, Diversity, Gate, Microdata
from openinnov.protection import Key, Ledger, protect
from openinnov.standard import load

STANDARD = load()
BASE = policies.load(standard=STANDARD)
SECRET = Key("ledger1", b"another key that is no secret, 32+")
K = 3
ASKED = Microdata(
    k=K,
    diversity=(Diversity("bribe_asked", "distinct", 2, safe=("", "false")),),
    suppression=0.1,
    hierarchies={"innovation_id": Coarsening(size=100)},
)
POLICY = replace(BASE, gate=Gate(), microdata={"feedback": ASKED})
TRAITS = ("age", "sex", "area_type")
HISTORIES = range(settings().max_examples)


def _person(number, traits, answer):
    return {
        "id": f"person{number}",
        "innovation_id": "bd-a2i-1",
        **dict(zip(TRAITS, traits, strict=True)),
        "bribe_asked": answer,
        # One for each person, so that the test knows who stands in which class.
        "effort_hours": str(number),
    }


def _history(seed, length=3):
    """Return who answers a survey, release by release: persons come, some go or are corrected."""
    chance = random.Random(seed)  # noqa: S311 -- it makes persons, not a secret.
    kinds = [*product(["20", "21", "52"], "FM", ["rural", "town"])]
    common = chance.sample(kinds, 3)
    people = {
        n: _person(n, chance.choice(common), chance.choice(["true", "true", "false"]))
        for n in range(30)
    }
    made = []
    for _ in range(length):
        made.append(dict(people))
        first = max(people) + 1
        # Those who come are often from one place, and were treated alike.
        traits = chance.choice(common if chance.random() < 0.8 else kinds)
        answers = chance.choice([["true"], ["false"], ["true", "false"]])
        for number in range(first, first + chance.choice([0, 1, 3, 4, 6])):
            people[number] = _person(number, traits, chance.choice(answers))
        for number in chance.sample(sorted(people), chance.choice([0, 0, 0, 2])):
            del people[number]
        for number in chance.sample(sorted(people), chance.choice([0, 0, 0, 1])):
            people[number] = people[number] | {"sex": "F"}
    return made


def _protected(people, version):
    tables = {**SMALL, "feedback": list(people.values())}
    descriptor = DESCRIPTOR | {"version": f"2026.01.{version + 10}"}
    submission = make(tables, descriptor=descriptor, standard=STANDARD)
    return protect(submission, policy=POLICY, key=KEY, ledger_key=SECRET)


def _classes(rows):
    """Return the class of each person: what is shown of the traits."""
    return {
        int(float(row["effort_hours"])): tuple(row.get(trait) or "" for trait in TRAITS)
        for row in rows
    }


def _read(directory):
    path = directory / "data" / "feedback.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return _classes(csv.DictReader(file))


def _shown(protected):
    columns = protected.submission.columns.get("feedback")
    if not columns:
        return {}
    rows = protected.submission.database.execute(
        f"SELECT {', '.join(columns)} FROM submitted.feedback"
    ).fetchall()
    return _classes(dict(zip(columns, row, strict=False)) for row in rows)


def _found(releases, people):
    """Return the groups that the last release tells apart, and that are few or share an answer."""
    *before, last = releases
    groups = defaultdict(list)
    for person, own in last.items():
        groups[*(each.get(person) for each in before), own].append(person)
    few = [group for group in groups.values() if len(group) < K]
    answers = [{people[person]["bribe_asked"] for person in group} for group in groups.values()]
    return few, [each for each in answers if each == {"true"}]


def test_no_history_tells_few_from_all_others_or_what_they_said(tmp_path):
    published, isolated, known = Counter(), 0, 0
    for seed in HISTORIES:
        ledger = Ledger(tmp_path / f"{seed}.jsonl", SECRET)
        kept, all_ = [], []
        for version, people in enumerate(_history(seed)):
            protected, place = _protected(people, version), tmp_path / f"{seed}-{version}"
            all_.append(_shown(protected))
            few, same = _found(all_, people)
            isolated, known = isolated + bool(few), known + bool(same)
            try:
                openinnov.publish(protected, place, ledger=ledger, formats=["data-package"])
            except RefusedError as error:
                if not str(error).startswith("beside an earlier release"):
                    raise
                continue
            kept.append(_read(place))
            assert kept[-1] == all_[-1]
            assert _found(kept, people) == ([], []), seed
        published[len(kept)] += 1

    # There is something to be compared, and without the ledger the attacker succeeds.
    assert published[2] + published[3] > len(HISTORIES) / 4
    assert isolated > len(HISTORIES) / 5
    assert known
