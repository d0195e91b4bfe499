"""Random histories of a survey, published again and again, and an attacker who keeps every release.

A survey counts people by sex, kind of area, and whether they are old. From release to release
people come, go or are corrected, other breakdowns are shown, records get other ids, and the policy
changes its threshold. The attacker reads the published files, and shares no code with what
protects: she states linear programs over the people whom nobody shows.
"""

import csv
import random
from dataclasses import dataclass, replace
from itertools import combinations, product

from protection.tables.stranger import Stranger
from publication.released import SMALL
from submissions import DESCRIPTOR, make

from openinnov import policy as policies
from openinnov.standard import load

STANDARD = load()
BASE = policies.load(standard=STANDARD)
INDICATOR = {
    "id": "bd-a2i-5",
    "name": "People who were asked",
    "result_level": "output",
    "unit": "person",
}
ABOUT = {
    "indicator_id": "bd-a2i-5",
    "innovation_id": "bd-a2i-1",
    "point": "actual",
    "period_start": "2025",
}
#: The least by which a published number may change.
CHANGE = 5


def policy(threshold):
    """Return the base policy with another threshold."""
    rules = {name: replace(rule, threshold=threshold) for name, rule in BASE.counts.items()}
    return replace(BASE, counts=rules, threshold=threshold, hash=f"threshold {threshold}")


@dataclass(frozen=True)
class Proposal:
    """What an office would like to publish: the people there are, and the groups it shows."""

    people: dict
    groups: tuple
    threshold: int
    #: Whether the records have the same ids as before.
    first_id: int

    def members(self, group):
        """Return the people whom a group counts."""
        return frozenset(
            who for who in self.people if all(b in {"", a} for a, b in zip(who, group, strict=True))
        )

    def size(self, group):
        """Return how many a group counts."""
        return sum(self.people[who] for who in self.members(group))

    def submission(self, version):
        """Return it as a submission."""
        rows = [
            {"id": f"bd-a2i-{n}", **ABOUT, "value": "7", "sample_size": str(self.size(group))}
            | dict(zip(("sex", "area_type", "age_band"), group, strict=True))
            for n, group in enumerate(self.groups, start=self.first_id)
        ]
        tables = {**SMALL, "indicator": [INDICATOR], "measurement": rows}
        descriptor = DESCRIPTOR | {"version": f"2026.01.{version + 10}"}
        return make(tables, descriptor=descriptor, standard=STANDARD)


def history(seed, length=3):
    """Return the proposals of an office, one after the other."""
    chance = random.Random(seed)  # noqa: S311 -- it makes a survey, not a secret.
    sexes, areas = ("F", "M", "U")[: chance.randint(2, 3)], ("rural", "town", "city")
    areas, ages = areas[: chance.randint(1, 3)], ("60+", "")[chance.randint(0, 1) :]
    few = [0, 1, 1, 2, 3, 4, 5, 6, 8, 12, 30]
    people = {who: chance.choice(few) for who in product(sexes, areas, ages)}
    every = [*product((*sexes, ""), (*areas, ""), ("", *filter(None, ages)))]
    groups = chance.sample(every, chance.randint(3, len(every)))
    made = []
    for _ in range(length):
        first_id = chance.choice([100, 100, chance.randint(101, 900)])
        made.append(Proposal(dict(people), tuple(groups), chance.choice([3, 5, 5]), first_id))
        for who in chance.sample(sorted(people), chance.choice([0, 0, 1, 2])):
            people[who] = max(0, people[who] + chance.choice([-2, 1, 3, 6, 9, 20]))
        if chance.random() < 0.6:
            groups = chance.sample(every, chance.randint(3, len(every)))
    return made


def read(directory):
    """Return what a published package shows: the size of each group, None where it is withheld."""
    with (directory / "data" / "measurement.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        tuple(row.get(name, "") for name in ("sex", "area_type", "age_band")): (
            int(row["sample_size"]) if row.get("sample_size") else None
        )
        for row in rows
    }


def shown(protected):
    """Return what a protected submission would show, as `read` does."""
    names = ("sex", "area_type", "age_band", "sample_size")
    columns = protected.submission.columns["measurement"]
    cells = ", ".join(name if name in columns else "NULL" for name in names)
    rows = protected.submission.database.execute(f"SELECT {cells} FROM submitted.measurement")
    return {
        tuple(cell or "" for cell in row[:3]): None if row[3] is None else int(row[3])
        for row in rows.fetchall()
    }


def small_numbers(releases):
    """Return the withheld groups that the attacker bounds below the threshold by the last release.

    A release is a proposal and what was shown of it. She knows of each number, withheld or not,
    whether it is still that of an earlier release. What a lower threshold of earlier releases let
    her know already is not told by the last.
    """
    before, after = Stranger(), Stranger()
    _learn(before, releases, silent=len(releases) - 1)
    _learn(after, releases)
    found = []
    for number, (proposal, told) in enumerate(releases):
        for group, size in told.items():
            if size is None and 0 < proposal.size(group) < proposal.threshold:
                names = _names(number, proposal, group)
                if after.most(names) < proposal.threshold - 1e-6 <= before.most(names):
                    found.append((number, group))
    return found


def small_changes(releases):
    """Return the groups of which she knows two numbers that differ by few."""
    exact = []
    for each in releases:
        stranger = Stranger()
        _learn(stranger, [each])
        proposal, told = each
        ends = {
            group: (stranger.least(names), stranger.most(names))
            for group in told
            for names in [_names(0, proposal, group)]
        }
        exact.append({group: low for group, (low, high) in ends.items() if low == high})
    return [
        (group, one[group], other[group])
        for one, other in combinations(exact, 2)
        for group in one.keys() & other.keys()
        if 0 < abs(one[group] - other[group]) < CHANGE
    ]


def _names(number, proposal, group):
    return [(number, *who) for who in sorted(proposal.members(group))]


def _learn(stranger, releases, silent=None):
    known = {}
    for number, (proposal, told) in enumerate(releases):
        for group, size in told.items():
            names = _names(number, proposal, group)
            # That a number which is withheld is none at all, nobody has to tell.
            least = min(1, proposal.size(group))
            stranger.learn(names, *((None, 0) if number == silent else (size, least)))
            same = known.setdefault((group, proposal.size(group)), names)
            if same is not names:
                stranger.learn_same(names, same)
