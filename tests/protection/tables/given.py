"""The made-up tables that lie beside the checkout, as systems."""

import json

from shared_data import shared

from openinnov.protection.tables import Cell, Equation, Role, System


def tables():
    """Return the tables, each with two patterns and the bounds that follow from them."""
    return json.loads(shared("data/privacy/tables.json").read_text("utf-8"))["tables"]


def pairs():
    """Return tables that were published twice, with two patterns."""
    return json.loads(shared("data/privacy/releases.json").read_text("utf-8"))["pairs"]


def system(table, known=()):
    """Return the system of a table: its cells in their order, and then inner cells of none."""
    cells = [
        Cell("table", (("cell", str(i)),), cell["value"], known=i in known)
        for i, cell in enumerate(table["cells"])
    ]
    inner = {tuple(cell["sum_of"]): i for i, cell in enumerate(table["cells"])}
    for i, value in enumerate(table["inner"]):
        if (i,) not in inner:
            inner[i,] = len(cells)
            cells.append(Cell("table", (("inner", str(i)),), value, Role.IMPLIED))
    equations = [
        Equation(i, tuple(inner[part,] for part in cell["sum_of"]))
        for i, cell in enumerate(table["cells"])
        if len(cell["sum_of"]) > 1 or inner[tuple(cell["sum_of"])] != i
    ]
    return System(tuple(cells), tuple(equations))
