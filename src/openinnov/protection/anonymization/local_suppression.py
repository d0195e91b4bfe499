"""Local suppression: what a node would drop is saved, where single cells can be blanked instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from openinnov.exceptions import RefusedError
from openinnov.protection.anonymization.arrays import Bools, Codes, Ints, firsts, number, total
from openinnov.protection.anonymization.blanks import BLANK
from openinnov.protection.anonymization.borrow import borrow
from openinnov.protection.anonymization.classes import Classes, Node, gather
from openinnov.protection.anonymization.models import Model
from openinnov.protection.anonymization.problem import Problem
from openinnov.protection.anonymization.regroup import regroup
from openinnov.protection.anonymization.rescue import match, rescue
from openinnov.protection.anonymization.shown import Shown
from openinnov.protection.anonymization.sizes import DeltaPresence, KMap


@dataclass(frozen=True, slots=True, eq=False)
class Blanked:
    """What becomes of the rows: one entry for rows of a line that are treated alike."""

    #: The distinct line of the problem, ascending; one whose rows differ has several entries.
    lines: Ints
    #: How many of its rows.
    rows: Ints
    #: Which cells are blanked: entries by quasi-identifiers.
    blanks: Bools
    #: Which entries are dropped whole.
    dropped: Bools

    @property
    def cells(self) -> int:
        """Return how many cells of kept rows are blanked."""
        return int(self.blanks.sum(1) @ self.rows)

    @property
    def dropped_rows(self) -> int:
        """Return how many rows are dropped."""
        return int(self.rows[self.dropped].sum())


def local_suppression(
    problem: Problem,
    node: Node,
    models: Sequence[Model],
    *,
    reading: Literal["strict", "loose"] = "strict",
) -> Blanked:
    """Return which cells to blank so that the rows of a node fulfil the models, and which to drop.

    "strict": a blank is a value of its own, and each class of rows that show the same fulfils all
    models. "loose": what a row shows is matched by so many rows of the data before blanking, which
    are such, that they fulfil them; no guarantee for who does not believe a blank.

    Only models of classes are known: with one that asks for a population `RefusedError` is raised.
    """
    if any(isinstance(model, KMap | DeltaPresence) for model in models):
        raise RefusedError("single cells are not blanked for a model that asks for a population")
    shown = Shown(problem, node, models)
    numbers, holds = shown.holds(0, np.arange(len(shown.rows)))
    failing = np.flatnonzero(~holds[numbers] & (shown.rows > 0))
    shown.masks[failing] = shown.dropped
    if reading == "loose":
        match(shown, failing)
    else:
        rescue(shown, failing)
        regroup(shown, failing)
        borrow(shown)
    return _entries(shown, len(node))


def whole(problem: Problem, kept: Bools) -> Blanked:
    """Return that no cell is blanked, and that the rows of tuples that are not kept are dropped."""
    return Blanked(
        lines=np.arange(len(problem.counts)),
        rows=problem.counts,
        blanks=np.zeros((len(problem.counts), len(problem.quasi)), np.bool_),
        dropped=~kept[problem.places],
    )


def shown_columns(problem: Problem, node: Node, blanked: Blanked) -> list[Codes]:
    """Return the codes that each entry shows, for each quasi-identifier; -1 for a blank."""
    tuples = problem.places[blanked.lines]
    return [
        np.where(blanked.blanks[:, place], BLANK, problem.columns[place][level][tuples])
        for place, level in enumerate(node)
    ]


def shown_classes(problem: Problem, node: Node, blanked: Blanked) -> Classes:
    """Return the classes of the rows that are kept, a blank being a value of its own."""
    kept = ~blanked.dropped & (blanked.rows > 0)
    columns = [column[kept] + 1 for column in shown_columns(problem, node, blanked)]
    cards = [problem.axes[place].cards[level] + 1 for place, level in enumerate(node)]
    numbers, size = number(zip(columns, cards, strict=True), int(kept.sum()))
    return gather(problem, numbers, size, blanked.lines[kept], blanked.rows[kept])


def _entries(shown: Shown, fields: int) -> Blanked:
    """Return one entry for the pieces of a line with the same mask."""
    columns = [(shown.lines, int(shown.lines.max(initial=0)) + 1), (shown.masks, shown.dropped + 1)]
    numbers, size = number(columns, len(shown.lines))
    first = firsts(numbers, size)
    masks = shown.masks[first]
    blanks = np.zeros((size, fields), np.bool_)
    for bit, place in enumerate(shown.places):
        blanks[:, place] = masks >> bit & 1
    return Blanked(
        lines=shown.lines[first],
        rows=total(numbers, shown.rows, size),
        blanks=blanks,
        dropped=masks == shown.dropped,
    )
