"""What the catalogue names but does not own: licences, languages, kinds of files, and their stubs.

Shapes cannot follow links, so that each IRI gets its type and label where it is used.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from openinnov.derived.ordered_graph import Name, Statement, Text
from openinnov.publication import coverage
from openinnov.publication.authorities import (
    ADMS,
    COMPLETED,
    EU,
    STABLE,
    THEME,
    licence_type,
    publisher_type,
)
from openinnov.publication.files import File
from openinnov.publication.publisher import publisher_cell
from openinnov.standard import Standard
from openinnov.standard.patterns import WEB
from openinnov.submission import ProtectedSubmission, Submission

#: The algorithm of all checksums.
SHA256 = "https://spdx.org/rdf/terms#checksumAlgorithm_sha256"
#: Who may have a release, as the EU says it.
ACCESS = {"public": "PUBLIC", "partner": "RESTRICTED", "internal": "NON_PUBLIC"}
#: The code of each kind of file in the list of the EU; it has none for Parquet.
_FILE_TYPES = {
    ".csv": "CSV",
    ".jsonld": "JSON_LD",
    ".nq": "RDF_N_QUADS",
    ".trig": "RDF_TRIG",
    ".ttl": "RDF_TURTLE",
}
#: Licences that have an IRI of the EU; the others go by that of their codelist.
_LICENCES = {"CC0-1.0": f"{EU}/licence/CC0", "CC-BY-4.0": f"{EU}/licence/CC_BY_4_0"}


def licences(
    submission: Submission, preferred: Mapping[str, str] = _LICENCES
) -> Iterator[tuple[str, str]]:
    """Yield the IRI and the title of each licence that has an IRI: the preferred one, if any."""
    codes = submission.standard.codelists["license"].codes
    for licence in (submission.descriptor or {})["licenses"]:
        name = licence.get("name", "")
        code = codes.get(name)
        iri = preferred.get(name) or (code.iri if code else licence.get("path", ""))
        if re.fullmatch(WEB, iri):
            yield iri, licence.get("title") or (code.title if code else name or iri)


def languages(submission: Submission) -> Iterator[tuple[str, str]]:
    """Yield the IRI and the title of the language of the texts, if the EU has one for it."""
    subtag = (submission.descriptor or {})["openinnov:language"].partition("-")[0]
    alpha3, title = _languages(submission.standard.root).get(subtag, ("", ""))
    if alpha3:
        yield f"{EU}/language/{alpha3.upper()}", title


@cache
def _languages(root: Path) -> Mapping[str, tuple[str, str]]:
    """Return the code of three letters, if any, and the title of each language."""
    with (root / "codelists" / "language.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: (row["alpha3"], row["title"]) for row in csv.DictReader(file)}


def media_type(name: str) -> str:
    """Return the IRI of a media type."""
    return f"http://www.iana.org/assignments/media-types/{name}"


def file_type(standard: Standard, suffix: str) -> str | None:
    """Return the IRI of a kind of file."""
    code = _FILE_TYPES.get(suffix)
    return standard.codelists["file_type"].codes[code].iri if code else None


def version_iri(standard: Standard) -> str:
    """Return the IRI of the version of the standard."""
    return f"{standard.namespace.removesuffix('ns#')}schema/{standard.version}"


def stubs(protected: ProtectedSubmission, files: Sequence[File]) -> Iterator[Statement]:
    """Yield type and label of what the catalogue of some files names."""
    submission = protected.submission
    access = ACCESS[protected.profile]
    label = access.replace("_", " ").capitalize()
    yield from _concept(f"{EU}/access-right/{access}", label, "dcterms:RightsStatement")
    yield from _concept(THEME, "Government and public sector")
    yield from _concept(COMPLETED, "Completed")
    yield from _concept(STABLE, "Stable")
    yield from _licences(submission)
    for iri, title in languages(submission):
        yield from _concept(iri, title, "dcterms:LinguisticSystem")
    own = coverage.country(submission, publisher_cell(submission, "country"))
    for iri, title in dict.fromkeys([*coverage.countries(submission), *([own] if own else [])]):
        yield from _concept(iri, title, "dcterms:Location")
    if kind := publisher_type(publisher_cell(submission, "organization_type")):
        yield from _concept(*kind)
    for suffix in sorted({file.suffix for file in files}):
        yield from _file_type(submission.standard, suffix)
    for media in sorted({each for file in files for each in file.media_types}):
        for name in ("dcterms:MediaType", "dcterms:MediaTypeOrExtent"):
            yield media_type(media), "rdf:type", Name(name)
    yield from _standard(submission.standard)
    yield SHA256, "rdf:type", Name("spdx:ChecksumAlgorithm")


def _licences(submission: Submission) -> Iterator[Statement]:
    codes = submission.standard.codelists["license"].codes.values()
    known = {_LICENCES.get(code.code, code.iri): code.code for code in codes}
    for iri, title in licences(submission):
        yield iri, "rdf:type", Name("dcterms:LicenseDocument")
        yield iri, "dcterms:title", Text(title, "en")
        if kind := licence_type(known.get(iri, "")):
            yield iri, "dcterms:type", kind[0]
            yield from _concept(*kind)


def _file_type(standard: Standard, suffix: str) -> Iterator[Statement]:
    iri = file_type(standard, suffix)
    if iri:
        title = standard.codelists["file_type"].codes[_FILE_TYPES[suffix]].title
        yield from _concept(iri, title, "dcterms:MediaTypeOrExtent")


def _standard(standard: Standard) -> Iterator[Statement]:
    iri = version_iri(standard)
    yield iri, "rdf:type", Name("dcterms:Standard")
    yield iri, "dcterms:title", Text(f"{standard.title}, version {standard.version}", "en")


def _concept(iri: str, label: str, kind: str | None = None) -> Iterator[Statement]:
    scheme, name = _scheme(iri)
    for each in ("skos:Concept", kind):
        if each:
            yield iri, "rdf:type", Name(each)
    yield iri, "skos:prefLabel", Text(label, "en")
    yield iri, "skos:inScheme", scheme
    yield scheme, "rdf:type", Name("skos:ConceptScheme")
    yield scheme, "dcterms:title", Text(name, "en")


def _scheme(iri: str) -> tuple[str, str]:
    """Return the IRI and the name of the list to which an IRI belongs."""
    start = iri.rpartition("/")[0]
    # ADMS numbers its lists, but not the IRIs in them.
    return f"{start}/1.0" if start.startswith(ADMS) else start, start.rpartition("/")[2]
