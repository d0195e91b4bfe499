"""Borrow rows from classes that have enough, to hide the few that would have to be dropped."""

import numpy as np

from openinnov.protection.anonymization.arrays import Ints
from openinnov.protection.anonymization.shown import Shown


def borrow(shown: Shown) -> None:
    """Blank cells of rows that need it not, where that keeps rows that else are dropped.

    No more cells are blanked for it than the dropped rows have.
    """
    for size in range(1, len(shown.places) + 1):
        for mask in shown.patterns(size):
            asking = np.flatnonzero(shown.masks == shown.dropped)
            if not len(asking):
                return
            keys, _ = shown.classes(mask, np.arange(len(shown.rows)))
            for key in np.unique(keys[asking]):
                _hide(shown, mask, size, np.flatnonzero(keys == key))


def _hide(shown: Shown, mask: int, size: int, alike: Ints) -> None:
    """Let rows without blanks join those that are dropped and those that have this mask already."""
    masks = shown.masks[alike]
    asking = alike[masks == shown.dropped]
    rows = int(shown.rows[asking].sum())
    need = max(shown.least - rows - int(shown.rows[alike[masks == mask]].sum()), 0)
    loans = _loans(shown, alike[masks == 0], need)
    if sum(loans.values()) < need or (need + rows) * size > rows * shown.fields:
        return
    lent = [shown.split(piece, taken) for piece, taken in loans.items()]
    shown.masks[asking] = shown.masks[lent] = mask
    touched = np.concatenate([alike, np.array(lent, np.int64)])
    if not shown.holds(shown.masks[touched], touched)[1].all():
        shown.masks[asking], shown.masks[lent] = shown.dropped, 0


def _loans(shown: Shown, lenders: Ints, need: int) -> dict[int, int]:
    """Return how many rows each piece can lend, those of the greatest classes first."""
    numbers, size = shown.classes(0, lenders)
    rows = shown.rows[lenders]
    spare = np.bincount(numbers, rows, size).astype(np.int64) - shown.least
    loans = {}
    for place in np.lexsort((numbers, -spare[numbers])):
        taken = min(need, int(spare[numbers[place]]), int(rows[place]))
        if taken > 0:
            loans[int(lenders[place])] = taken
            spare[numbers[place]] -= taken
            need -= taken
    return loans
