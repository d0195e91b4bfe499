"""What a new release would tell together with earlier ones that neither tells alone."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from openinnov.protection.ledger.deriving import derived
from openinnov.protection.ledger.entries import Release
from openinnov.protection.ledger.reveal import Reveal
from openinnov.protection.ledger.union import unite

#: What is wrong with a number, without a value.
_WITHHELD = "a number that was withheld"
_FEW = "a number that changed by few"


def reveals(new: Release, earlier: Sequence[Release], minimum_change: int) -> Iterator[Reveal]:
    """Yield what would be revealed beside earlier releases of the same profile.

    A number that was withheld stays so, and one that was published changes by nothing or by
    `minimum_change` at least, whichever record holds it, and if it only follows from others. No
    withheld number can be worked out from the sums of all releases together. Of records about
    persons: those who came to a class, and those who stand in the same classes of two releases or
    more, are none or k at least, so that no difference isolates fewer (Xiao, Tao 2007). Who goes is
    no reason to refuse: consent that was taken back is obeyed.
    """
    if not earlier:
        return
    found: list[Reveal] = []
    for old in earlier:
        for table, counts in new.counts.items():
            found += _numbers(table, counts, old, minimum_change)
    named = {(each.table, each.field, each.what, each.earlier) for each in found}
    for each in _places(new, earlier, minimum_change):
        if (each.table, each.field, each.what, each.earlier) not in named:
            found.append(each)
    yield from found
    yield from derived(new, earlier)
    for table, records in new.records.items():
        yield from _records(table, records, earlier, new.k[table])


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
                yield Reveal(table, name, _WITHHELD, str(old), place)
            elif 0 < abs(now - then) < minimum_change:
                yield Reveal(table, name, _FEW, str(old), place)


def _places(new: Release, earlier: Sequence[Release], minimum_change: int) -> Iterator[Reveal]:
    """Yield what becomes of numbers of the same people, whatever the ids of their records."""
    known = unite([*earlier, new]).exact()
    now = {cell.place: cell for sums in new.sums for cell in sums.cells}
    for old in earlier:
        for then in (cell for sums in old.sums for cell in sums.cells):
            cell = now.get(then.place)
            if cell is None:
                continue
            if then.withheld and cell.shown is not None:
                yield Reveal(then.table, then.field, _WITHHELD, str(old), then.place)
                continue
            change = known.get(cell.number, 0) - known.get(then.number, 0)
            is_known = {cell.number, then.number} <= known.keys()
            if is_known and 0 < abs(change) < minimum_change:
                yield Reveal(then.table, then.field, _FEW, str(old), then.place)


def _records(
    table: str, records: Mapping[str, str], earlier: Sequence[Release], least: int
) -> Iterator[Reveal]:
    before = [(str(old), old.records[table]) for old in earlier if old.records.get(table)]
    found = False
    for old, classes in before:
        for each in _isolated(table, records, [classes], least, old):
            found = True
            yield each
    if not found and len(before) > 1:
        yield from _isolated(table, records, [own for _, own in before], least, before[0][0])


def _isolated(
    table: str,
    records: Mapping[str, str],
    before: Sequence[Mapping[str, str]],
    least: int,
    old: str,
) -> Iterator[Reveal]:
    """Yield the records that the classes of all releases tell from all but a few."""
    together = Counter(
        (*(own.get(record, "") for own in before), last) for record, last in records.items()
    )
    for classes, number in together.items():
        if number >= least:
            continue
        if not any(classes[:-1]):
            what = "too few records that came to a class"
        elif len(before) == 1:
            what = "too few records in the same classes of both"
        else:
            what = "too few records in the same classes of all"
        yield Reveal(table, "*", what, old, " ".join(filter(None, classes)))


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
