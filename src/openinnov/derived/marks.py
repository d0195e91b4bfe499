"""What stands for a dimension of an observation that is empty: a total, or that it is withheld."""

from collections.abc import Iterator

from openinnov.standard import Field, Table

#: What stands for a dimension that is withheld: a thing, or a text where the others are texts.
WITHHELD, WITHHELD_TEXT = "oi:withheld", "_X"


def marks(table: Table, field: Field, *, is_text: bool) -> Iterator[str]:
    """Yield what may stand in the place of a value of a field and is none: a compact IRI or a text.

    Another field may stand for a total, or a code of the list of the field; these are values.
    """
    cube = table.cube
    if cube and field.name in cube.dimensions:
        yield WITHHELD_TEXT if is_text else WITHHELD
        total = cube.totals.get(field.name, "")
        if total and (total not in table.fields if is_text else ":" in total):
            yield total
