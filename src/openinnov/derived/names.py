"""Names of things of the standard: for programs, and what people mean by what they type."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from openinnov.exceptions import UnknownNameError
from openinnov.standard import Standard, Table


def class_name(table: Table) -> str:
    """Return the name of a class of rows.

    >>> from openinnov.standard import load
    >>> class_name(load().tables["innovation_sdg"])
    'InnovationSdg'
    """
    return "".join(word.capitalize() for word in table.name.split("_"))


def unknown(name: str, known: Iterable[str]) -> UnknownNameError:
    """Return the exception about a name that stands nowhere, with those that are nearest to it.

    >>> str(unknown("ned", ["need", "offer"]))
    'the standard has no ned; did you mean need?'
    """
    lower = {each.lower(): each for each in known}
    near = [lower[each] for each in get_close_matches(name.lower(), lower)]
    advice = f"; did you mean {', '.join(near)}?" if near else ""
    return UnknownNameError(f"the standard has no {name or repr(name)}{advice}")


def ambiguous(name: str, meanings: Iterable[str]) -> UnknownNameError:
    """Return the exception about a name that several things have."""
    return UnknownNameError(f"{name} has several meanings: write {', '.join(meanings)}")


def field_names(standard: Standard) -> Iterator[str]:
    """Go through all fields, each as ``table.field``."""
    for table in standard.tables.values():
        yield from (f"{table.name}.{name}" for name in table.fields)
