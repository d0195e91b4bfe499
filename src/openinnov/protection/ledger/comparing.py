"""What a new release would tell together with earlier ones that neither tells alone."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openinnov.protection.ledger.entries import Release


@dataclass(frozen=True, slots=True)
class Reveal:
    """Something that an earlier release hid, and the new one beside it would tell."""

    table: str
    #: The field of a number, or ``*`` for records.
    field: str
    #: What is wrong, without a value.
    what: str
    #: The earlier release.
    earlier: str
    #: The hash of the record or of the class, for the private appendix.
    place: str


def reveals(new: Release, earlier: Sequence[Release], minimum_change: int) -> Iterator[Reveal]:
    """Yield what would be revealed beside each earlier release of the same profile.

    A number that was withheld stays so, and one that was published changes by nothing or by
    `minimum_change` at least. Of records about persons: those who came to a class, and those who
    stand in the same two classes, are none or k at least, so that no difference isolates fewer
    (Xiao, Tao 2007). Who goes is no reason to refuse: consent that was taken back is obeyed.
    """
    for old in earlier:
        for table, counts in new.counts.items():
            yield from _numbers(table, counts, old, minimum_change)
        for table, records in new.records.items():
            yield from _records(table, records, old, new.k[table])


def _numbers(
    table: str,
    counts: Mapping[str, Mapping[str, int | None]],
    old: Release,
    minimum_change: int,
) -> Iterator[Reveal]:
    before = old.counts.get(table, {})
    for place, cells in counts.items():
        for name, now in cells.items():
            if place not in before or name not in before[place] or now is None:
                continue
            then = before[place][name]
            if then is None:
                yield Reveal(table, name, "a number that was withheld", str(old), place)
            elif 0 < abs(now - then) < minimum_change:
                yield Reveal(table, name, "a number that changed by few", str(old), place)


def _records(table: str, records: Mapping[str, str], old: Release, least: int) -> Iterator[Reveal]:
    before = old.records.get(table, {})
    if not before:
        return
    common = Counter((before[each], records[each]) for each in records.keys() & before.keys())
    came = Counter(own for each, own in records.items() if each not in before)
    for found, what in (
        ({f"{a} {b}": n for (a, b), n in common.items()}, "records in the same classes of both"),
        (came, "records that came to a class"),
    ):
        for place, number in found.items():
            if 0 < number < least:
                yield Reveal(table, "*", f"too few {what}", str(old), place)


def still_held(new: Release, earlier: Sequence[Release]) -> dict[str, dict[str, int]]:
    """Return how many records each earlier release holds that the new one does not, by its name.

    They may be those of persons who took their consent back: what was published of them is out.
    """
    held: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for old in earlier:
        for table, records in old.records.items():
            gone = len(records.keys() - new.records.get(table, {}).keys())
            if gone and table in new.k:
                held[str(old)][table] = gone
    return dict(held)
