"""Measure the protection of linked tables of counts: time of the processor, memory, and programs.

``python benchmarks/linked_tables.py [--cells N …]`` protects made-up tables: some of 400 cells that
are linked, one of 2,000, and many that together have 100,000 cells in components of at most 2,000.
Each size runs in a process of its own. It prints a table of Markdown; of the largest what counts is
the ratio to the same components, one by one.
"""

import argparse
import os
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import numpy as np

from openinnov.protection.tables import (
    Cell,
    Dimension,
    System,
    audit,
    below_threshold,
    coordinates,
    link,
    suppress,
)

THRESHOLD = 5
#: How many codes the dimensions of a block have; the first has groups of four codes.
LINKED = (12, 10, 8)
LARGE = (24, 60)
#: The most cells of a component.
COMPONENT = 2_000
#: People behind an inner cell: many cells are empty or small, as in real tables.
_SIZE, _SPREAD = 2.2, 1.5
#: The same where three dimensions are crossed, of which no table shows all.
_FEW = -1.0


def people(random: np.random.Generator, sizes: tuple[int, ...], usual: float = _SIZE) -> np.ndarray:
    """Draw how many people have each combination of codes."""
    drawn = random.lognormal(usual, _SPREAD, sizes)
    return np.where(random.random(sizes) < 0.2, 0, drawn).astype(int)


def linked(random: np.random.Generator) -> tuple[list[Cell], list[Dimension]]:
    """Return three tables that share dimensions two by two: region, sector, and age."""
    inner = people(random, LINKED, _FEW)
    cells = {}
    for kept in ((0, 1), (1, 2), (0, 2)):
        rest = tuple(axis for axis in range(3) if axis not in kept)
        cells.update(_table("linked", inner.sum(axis=rest), kept, ()))
    return [*cells.values()], _dimensions(LINKED)


def blocks(random: np.random.Generator, cells: int) -> tuple[list[Cell], list[Dimension]]:
    """Return tables of two dimensions that have nothing to do with each other."""
    found: list[Cell] = []
    while not found or len(found) + COMPONENT <= cells:
        about = (("indicator", f"i{len(found)}"),)
        found += _table("block", people(random, LARGE), (0, 1), about).values()
    return found, _dimensions(LARGE)


def _dimensions(sizes: tuple[int, ...]) -> list[Dimension]:
    parents = {str(code): f"g{code // 4}" for code in range(sizes[0])}
    return [
        Dimension(str(axis), partition=True, parents={} if axis else parents)
        for axis in range(len(sizes))
    ]


def _table(
    name: str, counts: np.ndarray, axes: tuple[int, ...], about: tuple[tuple[str, str], ...]
) -> dict[object, Cell]:
    """Return the cells of a table with all its sums, by their coordinates."""
    listed = []
    for place, size in zip(axes, counts.shape, strict=True):
        codes = [(str(code), [code]) for code in range(size)]
        if place == 0:
            groups = range(-(-size // 4))
            codes += [(f"g{g}", [*range(4 * g, min(4 * g + 4, size))]) for g in groups]
        listed.append([*codes, (None, [*range(size)])])
    cells = {}
    for chosen in product(*listed):
        where = {str(axis): code for axis, (code, _) in zip(axes, chosen, strict=True)}
        number = int(counts[np.ix_(*(members for _, members in chosen))].sum())
        place = coordinates({**where, **dict(about)})
        cells[place] = Cell(name, place, number)
    return cells


def protect(cells: list[Cell], dimensions: list[Dimension]) -> dict[str, float]:
    """Protect the tables, and return what it took."""
    start = time.process_time()
    system = link(cells, dimensions)
    linking = time.process_time() - start
    needs = below_threshold(system, THRESHOLD)
    start = time.process_time()
    pattern = suppress(system, needs)
    seconds = time.process_time() - start
    told = {i for i in pattern.withheld if i in needs}
    return {
        "cells": sum(cell.is_shown for cell in system.cells),
        "small": len(needs),
        "further": len(pattern.withheld) - len(told),
        "programs": pattern.programs,
        "linking": linking,
        "seconds": seconds,
        "narrow": _narrow(system, pattern.withheld, needs.keys()) if len(cells) < 5_000 else -1,
    }


def _narrow(system: System, withheld: frozenset[int], needs: set[int]) -> int:
    """Return how many small cells an attacker bounds below the threshold: it has to be none."""
    bounds = audit(system, withheld, floor=1)
    return sum(bounds[i].upper < THRESHOLD for i in needs if i in bounds)


def alone(cells: list[Cell], dimensions: list[Dimension]) -> float:
    """Return the seconds in which each component is protected by itself."""
    by_block: dict[str, list[Cell]] = {}
    for cell in cells:
        by_block.setdefault(dict(cell.coordinates)["indicator"], []).append(cell)
    return sum(protect(own, dimensions)["seconds"] for own in by_block.values())


def show(size: int) -> None:
    """Protect tables of a size, and print a line of the table."""
    random = np.random.default_rng(20_260_101)
    cells, dimensions = linked(random) if size <= 400 else blocks(random, size)
    took = protect(cells, dimensions)
    ratio = took["seconds"] / alone(cells, dimensions) if size > COMPONENT else float("nan")
    bounded = "–" if took["narrow"] < 0 else f"{took['narrow']:.0f}"
    print(
        f"| {took['cells']:,.0f} | {took['small']:,.0f} | {took['further']:,.0f} | {bounded} | "
        f"{took['programs']:,.0f} | {took['linking']:.2f} | {took['seconds']:.2f} | {ratio:.2f} |",
        end="",
        flush=True,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, nargs="*", default=[400, 2_000, 100_000])
    print(
        "| cells | small | withheld besides | bounded below | programs | to link, s | "
        "to protect, s | times one by one | MiB |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        flush=True,
    )
    for asked in parser.parse_args().cells:
        process = subprocess.Popen(
            [sys.executable, "-c", f"import linked_tables; linked_tables.show({asked})"],
            cwd=Path(__file__).parent,
        )
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(status)
        print(f" {usage.ru_maxrss / 1024:.0f} |", flush=True)
