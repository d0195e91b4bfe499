"""What the catalogue names but does not own: licences, languages, kinds of files, and their stubs.

Shapes cannot follow links, so that each IRI gets its type and label where it is used.
"""

import csv
import re
from collections.abc import Iterator

from openinnov.publication.files import MEDIA_TYPES
from openinnov.publication.ordered_graph import Name, Statement, Text
from openinnov.standard import Standard
from openinnov.standard.patterns import WEB
from openinnov.submission import ProtectedSubmission, Submission

EU = "http://publications.europa.eu/resource/authority"
#: The algorithm of all checksums.
SHA256 = "https://spdx.org/rdf/terms#checksumAlgorithm_sha256"
#: Who may have a release, as the EU says it.
ACCESS = {"public": "PUBLIC", "partner": "RESTRICTED", "internal": "NON_PUBLIC"}
#: The code of each kind of file in the list of the EU; it has none for Parquet.
_FILE_TYPES = {".csv": "CSV", ".jsonld": "JSON_LD", ".nq": "RDF_N_QUADS", ".ttl": "RDF_TURTLE"}
#: Licences that have an IRI of the EU; the others go by that of their codelist.
_LICENCES = {"CC0-1.0": f"{EU}/licence/CC0", "CC-BY-4.0": f"{EU}/licence/CC_BY_4_0"}


def licences(submission: Submission) -> Iterator[tuple[str, str]]:
    """Yield the IRI and the title of each licence that has an IRI."""
    codes = submission.standard.codelists["license"].codes
    for licence in (submission.descriptor or {})["licenses"]:
        name = licence.get("name", "")
        code = codes.get(name)
        iri = _LICENCES.get(name) or (code.iri if code else licence.get("path", ""))
        if re.fullmatch(WEB, iri):
            yield iri, licence.get("title") or (code.title if code else name or iri)


def languages(submission: Submission) -> Iterator[tuple[str, str]]:
    """Yield the IRI and the title of the language of the texts, if the EU has one for it."""
    subtag = (submission.descriptor or {})["openinnov:language"].partition("-")[0]
    path = submission.standard.root / "codelists" / "language.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["code"] == subtag and row["alpha3"]:
                yield f"{EU}/language/{row['alpha3'].upper()}", row["title"]


def media_type(suffix: str) -> str:
    """Return the IRI of the media type of a kind of file."""
    return f"http://www.iana.org/assignments/media-types/{MEDIA_TYPES[suffix]}"


def file_type(standard: Standard, suffix: str) -> str | None:
    """Return the IRI of a kind of file."""
    code = _FILE_TYPES.get(suffix)
    return standard.codelists["file_type"].codes[code].iri if code else None


def version_iri(standard: Standard) -> str:
    """Return the IRI of the version of the standard."""
    return f"{standard.namespace.removesuffix('ns#')}schema/{standard.version}"


def stubs(protected: ProtectedSubmission, suffixes: list[str]) -> Iterator[Statement]:
    """Yield type and label of what the catalogue of some kinds of files names."""
    submission = protected.submission
    access = ACCESS[protected.profile]
    label = access.replace("_", " ").capitalize()
    yield from _concept(f"{EU}/access-right/{access}", label, "dcterms:RightsStatement")
    yield from _concept(f"{EU}/data-theme/GOVE", "Government and public sector")
    for iri, title in licences(submission):
        yield iri, "rdf:type", Name("dcterms:LicenseDocument")
        yield iri, "dcterms:title", Text(title, "en")
    for iri, title in languages(submission):
        yield from _concept(iri, title, "dcterms:LinguisticSystem")
    for suffix in suffixes:
        yield from _file(submission.standard, suffix)
    yield from _standard(submission.standard)
    yield SHA256, "rdf:type", Name("spdx:ChecksumAlgorithm")


def _file(standard: Standard, suffix: str) -> Iterator[Statement]:
    for kind in ("dcterms:MediaType", "dcterms:MediaTypeOrExtent"):
        yield media_type(suffix), "rdf:type", Name(kind)
    iri = file_type(standard, suffix)
    if iri:
        title = standard.codelists["file_type"].codes[_FILE_TYPES[suffix]].title
        yield from _concept(iri, title, "dcterms:MediaTypeOrExtent")


def _standard(standard: Standard) -> Iterator[Statement]:
    iri = version_iri(standard)
    yield iri, "rdf:type", Name("dcterms:Standard")
    yield iri, "dcterms:title", Text(f"{standard.title}, version {standard.version}", "en")


def _concept(iri: str, label: str, kind: str | None = None) -> Iterator[Statement]:
    scheme = iri.rpartition("/")[0]
    for each in ("skos:Concept", kind):
        if each:
            yield iri, "rdf:type", Name(each)
    yield iri, "skos:prefLabel", Text(label, "en")
    yield iri, "skos:inScheme", scheme
    yield scheme, "rdf:type", Name("skos:ConceptScheme")
    yield scheme, "dcterms:title", Text(scheme.rpartition("/")[2], "en")
