"""Columns of text as RDF terms, for all formats of linked data alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from openinnov.derived.json_ld_context import SCHEMES
from openinnov.exceptions import RefusedError
from openinnov.publication import iris
from openinnov.publication.arrays import encoded, joined, looked_up
from openinnov.publication.plan import Column
from openinnov.standard import Standard

if TYPE_CHECKING:
    import pyarrow as pa

#: What no IRI of N-Quads or Turtle may hold.
_ILLEGAL = '[\\x00-\\x20"<>\\\\^`{|}\\x7f]'


@dataclass(frozen=True, slots=True)
class Terms:
    """The objects that a column gives the nodes of a batch."""

    column: Column
    #: The row of each value; none where there is one value a row, which may be null.
    rows: "pa.Array | None"
    #: How many values each row has.
    sizes: "pa.Array"
    #: The values as they stand in the table.
    values: "pa.Array"
    #: The IRI of each value, if these are resources.
    iris: "pa.Array | None" = None
    #: The language tag of each value, if these are texts in a language.
    languages: "pa.Array | None" = None
    #: The datatype of each value as compact IRI, if it differs from value to value.
    datatypes: "pa.Array | None" = None


def terms_of(standard: Standard, column: Column, columns: Mapping[str, Any]) -> Terms:
    """Return the objects that a column gives, from the arrays of the query by their names."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values = columns[column.name]
    if column.many:
        rows = pc.list_parent_indices(values)
        sizes = pc.fill_null(pc.list_value_length(values), 0)
        values = values.flatten()
    else:
        rows, sizes = None, pc.cast(pc.is_valid(values), pa.int32())
    languages = columns["_language"] if column.kind == "own language" else None
    bare = Terms(column, rows, sizes, values, languages=languages)
    return KINDS[column.kind](standard, bare)


def _own(standard: Standard, terms: Terms) -> Terms:
    return terms


def _with_language(standard: Standard, terms: Terms) -> Terms:
    text, language = terms.values.flatten()
    return Terms(terms.column, terms.rows, terms.sizes, text, languages=language)


def _partial_date(standard: Standard, terms: Terms) -> Terms:
    import pyarrow as pa
    import pyarrow.compute as pc

    # "2019", "2019-05" and "2019-05-17" have 4, 7 and 10 characters.
    place = pc.divide(pc.subtract(pc.binary_length(terms.values), 4), 3)
    datatypes = pa.array(["xsd:gYear", "xsd:gYearMonth", "xsd:date"]).take(place)
    return Terms(terms.column, terms.rows, terms.sizes, terms.values, datatypes=datatypes)


def _record(standard: Standard, terms: Terms) -> Terms:
    start = terms.column.start
    # The addresses of these schemes hold two characters more as they are.
    safe = "@+" if start in SCHEMES.values() else ""
    return _resources(terms, joined(start, encoded(terms.values, safe=safe)))


def _iri(standard: Standard, terms: Terms) -> Terms:
    import pyarrow.compute as pc

    if pc.any(pc.match_substring_regex(terms.values, _ILLEGAL)).as_py():
        raise RefusedError(f"{terms.column.key}: a value is no web address: correct it")
    return _resources(terms, terms.values)


def _compact(standard: Standard, terms: Terms) -> Terms:
    return _resources(terms, looked_up(terms.values, lambda name: iris.expand(standard, name)))


def _code(standard: Standard, terms: Terms) -> Terms:
    codes = code_iris(standard, terms.column.codelists)
    start = f"{standard.code_base}/{terms.column.codelists[0]}/"
    return _resources(
        terms, looked_up(terms.values, lambda code: codes.get(code) or start + quote(code, safe=""))
    )


#: How the values of a column become terms.
KINDS: dict[str, Callable[[Standard, Terms], Terms]] = {
    "code": _code,
    "compact": _compact,
    "iri": _iri,
    "language of its own": _with_language,
    "own language": _own,
    "partial date": _partial_date,
    "record": _record,
    "text": _own,
}


def _resources(terms: Terms, found: "pa.Array") -> Terms:
    return Terms(terms.column, terms.rows, terms.sizes, terms.values, iris=found)


def code_iris(standard: Standard, names: Sequence[str]) -> dict[str, str]:
    """Return the IRI of each code of some codelists; where two have it, the first counts."""
    return {
        code.code: code.iri or f"{standard.code_base}/{name}/{quote(code.code, safe='')}"
        for name in reversed(names)
        for code in standard.codelists[name].codes.values()
    }
