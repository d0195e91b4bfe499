"""``rdf/concepts.ttl``: the codes that the linked data of a release use, each with its name.

They are not the publisher's statements, so they do not stand among the data; but whoever reads
these, and the shapes of others, find beside them what each code means and in which list it stands,
and that a home page is a page. Names are in English and in the language of the release.
Specification: SKOS Reference, W3C Recommendation 2009.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from openinnov.derived.ordered_graph import Name, Statement, Text
from openinnov.engine.sql import identifier
from openinnov.publication import cubes
from openinnov.publication.annotations import NO_NODES
from openinnov.publication.authorities import EU
from openinnov.publication.plan import Column
from openinnov.standard import Standard, Table
from openinnov.submission import Submission

PATH = "rdf/concepts.ttl"
_HOMEPAGE = "foaf:homepage"
#: What a code of some lists is besides.
_CLASSES = {"country": ("dcterms:Location",)}


def statements(submission: Submission) -> Iterator[Statement]:
    """Yield what each code is that the release uses, each list that one is in, and each page."""
    standard = submission.standard
    languages = _languages(submission)
    schemes: dict[str, str] = {}
    codes, pages = _named(submission)
    for name, value in codes:
        code = standard.codelists[name].codes.get(value)
        iri = (code and code.iri) or f"{standard.code_base}/{name}/{quote(value, safe='')}"
        # DCAT-US lets a code stand in one list, and DCAT-AP wants that of the EU.
        scheme = iri.rpartition("/")[0] if iri.startswith(EU) else f"{standard.code_base}/{name}"
        schemes[scheme] = standard.codelists[name].title
        yield iri, "skos:inScheme", scheme
        yield iri, "skos:notation", Text(value)
        for kind in ("skos:Concept", *_CLASSES.get(name, ())):
            yield iri, "rdf:type", Name(kind)
        yield iri, "skos:prefLabel", Text(code.title if code else value, "en")
        for language in languages:
            if title := standard.texts(language).get(f"codelist/{name}/{value}/title"):
                yield iri, "skos:prefLabel", Text(title, language.lower())
    for scheme, title in schemes.items():
        yield scheme, "rdf:type", Name("skos:ConceptScheme")
        yield scheme, "dcterms:title", Text(title, "en")
    for page in pages:
        yield page, "rdf:type", Name("foaf:Document")
        yield page, "dcterms:title", Text(page)


def _named(submission: Submission) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the codes that are used, each after the list that has it, and the home pages."""
    codes, pages = set(), set()
    for table in (each for each in submission.tables if each.name not in NO_NODES):
        for column, values in _values(submission, table):
            if column.kind == "code":
                codes |= {(_place(submission.standard, column.codelists, v), v) for v in values}
            else:
                pages |= set(values)
    return sorted(codes), sorted(pages)


def _languages(submission: Submission) -> Sequence[str]:
    own = str((submission.descriptor or {})["openinnov:language"])
    return [own] if own != "en" and submission.standard.texts(own) else []


def _values(submission: Submission, table: Table) -> Iterator[tuple[Column, Sequence[str]]]:
    """Yield each column of codes or home pages of a table, with its different values."""
    columns = [
        column
        for column in cubes.columns(submission, table)
        if column.kind == "code" or column.property == _HOMEPAGE
    ]
    if columns:
        lists = ", ".join(
            f"coalesce(list_distinct({'flatten' if each.many else ''}(list({each.sql}))), [])"
            for each in columns
        )
        query = f"SELECT {lists} FROM submitted.{identifier(table.name)}"
        (found,) = submission.connection.cursor().execute(query).fetchall()
        yield from zip(columns, found, strict=True)


def _place(standard: Standard, names: Sequence[str], value: str) -> str:
    """Return the first list that has a code, or the first of all for a code of nobody's list."""
    known = (name for name in names if value in standard.codelists[name].codes)
    return next(known, names[0])
