"""Queries in SPARQL 1.1, over the linked data of packages and their catalogues."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.exceptions import MissingExtraError, QueryError
from openinnov.querying.answer import Answer, Term
from openinnov.standard import load
from openinnov.verification import linked_data

if TYPE_CHECKING:
    import pyoxigraph

#: The files with statements: each says what the others do not.
_FILES = {"rdf/data.nq*": "N_QUADS", "rdf/catalog.ttl": "TURTLE"}
_LONGEST = 200


def ask(packages: Mapping[str, Path], text: str) -> Answer:
    """Return the answer of packages.

    What describes or constructs gives rows of subject, predicate and object; what asks gives one
    row with true or false. Raises `QueryError` if the query is faulty or a package holds no linked
    data, and `MissingExtraError` if SPARQL is not installed.
    """
    try:
        import pyoxigraph
    except ImportError:
        raise MissingExtraError(
            'SPARQL is not installed: run pip install "openinnov[sparql]"'
        ) from None
    store = pyoxigraph.Store()
    for path in packages.values():
        _fill(store, path)
    try:
        result = store.query(text, prefixes=dict(load().prefixes), use_default_graph_as_union=True)
    except (SyntaxError, OSError, RuntimeError) as error:
        raise QueryError(f"SPARQL: {_said(error)}") from None
    if isinstance(result, pyoxigraph.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        return Answer(columns, _solutions(result), terms=True)
    if isinstance(result, pyoxigraph.QueryBoolean):
        return Answer(("answer",), iter([(bool(result),)]), terms=True)
    triples = (tuple(map(_term, triple)) for triple in result)
    return Answer(("subject", "predicate", "object"), triples, terms=True)


def _said(error: Exception) -> str:
    # All that might have stood there instead fills a page.
    text = " ".join(str(error).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _fill(store: "pyoxigraph.Store", package: Path) -> None:
    import pyoxigraph

    found = [(path, form) for name, form in _FILES.items() for path in sorted(package.glob(name))]
    if not found:
        raise QueryError(f"{package}: holds no linked data, such as rdf/data.nq")
    for path, form in found:
        try:
            with linked_data.opened(path) as file:
                store.bulk_load(file, getattr(pyoxigraph.RdfFormat, form))
        except (SyntaxError, ValueError, *linked_data.BROKEN) as error:
            raise QueryError(f"{path}: cannot be read: {error}") from None


def _solutions(result: "pyoxigraph.QuerySolutions") -> Iterator[tuple[Any, ...]]:
    for solution in result:
        yield tuple(None if value is None else _term(value) for value in solution)


def _term(value: Any) -> Term:
    import pyoxigraph

    if isinstance(value, pyoxigraph.Literal):
        plain = value.language or value.datatype.value.endswith("#string")
        return Term(value.value, "literal", value.language, None if plain else value.datatype.value)
    if isinstance(value, pyoxigraph.NamedNode):
        return Term(value.value, "uri")
    return Term(str(getattr(value, "value", value)), "bnode")
