"""Blank the fewest cells of rows so that enough of them show the same."""

from heapq import heapify, heappop, heappush

import numpy as np

from openinnov.protection.anonymization.arrays import Bools, Ints
from openinnov.protection.anonymization.shown import Shown


def rescue(shown: Shown, pieces: Ints) -> None:
    """Give each piece a mask under which it makes a class that holds with others of these.

    For one blank, then two, and so on, the fields are taken that rescue most rows, in the order of
    the fields if several do; then again of what is left.
    """
    for size in range(1, len(shown.places) + 1):
        most = int(shown.rows[pieces].sum())
        queue = [(-most, place, mask) for place, mask in enumerate(shown.patterns(size))]
        heapify(queue)
        while queue and len(pieces):
            _, place, mask = heappop(queue)
            saved = fits(shown, mask, pieces, pieces)
            rows = int(shown.rows[pieces[saved]].sum())
            # What it rescued when it was looked at last may be gone: are the others still less?
            if rows and queue and (-rows, place, mask) > queue[0]:
                heappush(queue, (-rows, place, mask))
            elif rows:
                shown.masks[pieces[saved]] = mask
                pieces = pieces[~saved]


def match(shown: Shown, pieces: Ints) -> None:
    """Give each piece the smallest mask under which it is like enough rows, blanked or not.

    Every row, by what it still shows, is then like enough rows of the data as they were. That is
    less than a class of its own, and more than to let the blanks of others match: then a few rows
    with no cell left would hide all.
    """
    every = np.arange(len(shown.rows))
    for size in range(1, len(shown.places) + 1):
        for mask in shown.patterns(size):
            if not len(pieces):
                return
            saved = fits(shown, mask, every, pieces)
            shown.masks[pieces[saved]] = mask
            pieces = pieces[~saved]


def fits(shown: Shown, mask: int, pieces: Ints, asked: Ints) -> Bools:
    """Return whether the class of each piece asked for holds if all pieces had this mask."""
    numbers, holds = shown.holds(mask, pieces)
    found: Bools = holds[numbers]
    return found if asked is pieces else found[asked]
