"""Regroup rows with blanks so that fewer cells are blank, or fewer rows dropped."""

from math import comb

import numpy as np

from openinnov.protection.anonymization.arrays import Ints
from openinnov.protection.anonymization.shown import Shown

#: Rounds bring little after these.
_ROUNDS = 3
#: So many masks times pieces are tried in a round.
_TRIES = 20_000_000


def regroup(shown: Shown, pieces: Ints) -> None:
    """Move pieces to masks of fewer blanks, with the help of others that others can spare."""
    for _ in range(_ROUNDS):
        before = _cost(shown, shown.masks[pieces], pieces)
        for size in range(1, len(shown.places) + 1):
            if size == 1 or comb(len(shown.places), size) * len(pieces) <= _TRIES:
                for mask in shown.patterns(size):
                    _fill(shown, mask, size, pieces)
        if _cost(shown, shown.masks[pieces], pieces) == before:
            return


def _fill(shown: Shown, mask: int, size: int, pieces: Ints) -> None:
    """Make classes of a mask out of pieces with more blanks, filled up by some with as many."""
    masks, rows = shown.masks[pieces], shown.rows[pieces]
    costs = shown.costs(masks)
    gainers, there = costs > size, masks == mask
    if not gainers.any():
        return
    keys, span = shown.classes(mask, pieces)
    groups, number = shown.classes(masks, pieces)
    gained = np.bincount(groups, rows * gainers, number) == np.bincount(groups, rows, number)
    spare = np.bincount(groups, rows, number)[groups] - shown.least
    spare[(masks == shown.dropped) | (gained[groups] & gainers)] = shown.rows.sum()
    movers = np.flatnonzero(gainers)
    movers = movers[_running(groups[movers], rows[movers]) <= spare[movers]]
    found = np.bincount(keys, rows * there, span) + np.bincount(keys[movers], rows[movers], span)
    asking = np.bincount(keys[movers], minlength=span) > 0
    helpers = np.flatnonzero((costs == size) & ~there & asking[keys] & (rows <= spare))
    helpers = helpers[np.lexsort((-rows[helpers], keys[helpers]))]
    before = _running(keys[helpers], rows[helpers]) - rows[helpers]
    helpers = helpers[found[keys[helpers]] + before < shown.least]
    helpers = helpers[_running(groups[helpers], rows[helpers]) <= spare[helpers]]
    found += np.bincount(keys[helpers], rows[helpers], span)
    moved = np.concatenate([movers, helpers])
    moved = moved[found[keys[moved]] >= shown.least]
    tried = masks.copy()
    tried[moved] = mask
    _settle(shown, pieces, groups, tried)
    if _cost(shown, tried, pieces) < _cost(shown, masks, pieces):
        shown.masks[pieces] = tried


def _settle(shown: Shown, pieces: Ints, groups: Ints, tried: Ints) -> None:
    """Take back moves until each class holds: those into one that does not, or out of it."""
    old = shown.masks[pieces]
    while True:
        kept = np.flatnonzero(tried != shown.dropped)
        numbers, holds = shown.holds(tried[kept], pieces[kept])
        bad = np.zeros(len(pieces), np.bool_)
        bad[kept] = ~holds[numbers]
        if not bad.any():
            return
        left = np.isin(groups, groups[bad & (tried == old)])
        back = (tried != old) & (bad | left)
        tried[back] = old[back]


def _running(numbers: Ints, rows: Ints) -> Ints:
    """Return for each piece the rows up to it, of those with its number."""
    order = np.argsort(numbers, kind="stable")
    numbers, rows = numbers[order], rows[order]
    sums = np.cumsum(rows)
    sums -= (sums - rows)[np.searchsorted(numbers, numbers)]
    found = np.empty(len(rows), np.int64)
    found[order] = sums
    return found


def _cost(shown: Shown, masks: Ints, pieces: Ints) -> int:
    return int(shown.costs(masks) @ shown.rows[pieces])
