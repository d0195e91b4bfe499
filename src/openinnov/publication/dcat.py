"""The catalogue: ``rdf/catalog.ttl`` and ``rdf/catalog.jsonld``.

One catalogue with one data set, the release, and a distribution for each of its files, with size,
media type and SHA-256. Each inner node is a fragment of the IRI of the data set, because blank
nodes are lost or doubled when catalogues are harvested. Specification: DCAT 3 and DCAT-AP 3.0.1.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from openinnov.publication import concepts, iris
from openinnov.publication.files import File, write_text
from openinnov.publication.ordered_graph import Name, Statement, Text, json_ld, turtle
from openinnov.publication.publisher import publisher_iri, publisher_name
from openinnov.submission import ProtectedSubmission, Submission

#: A prefix of the catalogue that the standard does not use.
_PREFIXES = {"spdx": "http://spdx.org/rdf/terms#"}
#: The name of each kind of file, which is that of its distribution too.
_NAMES = {
    ".csv": "CSV",
    ".jsonld": "JSON-LD",
    ".nq": "N-Quads",
    ".parquet": "Parquet",
    ".ttl": "Turtle",
}


def write(protected: ProtectedSubmission, directory: Path, files: list[File]) -> None:
    """Write the catalogue of the files that were written so far."""
    prefixes = {**protected.submission.standard.prefixes, **_PREFIXES}
    statements = [*_statements(protected, tuple(files))]
    write_text(directory, "rdf/catalog.ttl", turtle(statements, prefixes), files)
    write_text(directory, "rdf/catalog.jsonld", json_ld(statements, prefixes), files)


def _statements(protected: ProtectedSubmission, files: Sequence[File]) -> Iterator[Statement]:
    submission = protected.submission
    catalogue, dataset = f"{iris.root(submission)}/catalog", iris.dataset(submission)
    yield catalogue, "rdf:type", Name("dcat:Catalog")
    yield catalogue, "dcat:dataset", dataset
    yield dataset, "rdf:type", Name("dcat:Dataset")
    for node in (catalogue, dataset):
        yield from _described(submission, node)
    yield from _release(protected, dataset)
    yield from _publisher(submission)
    for file in files:
        yield from _distribution(submission, file)
    yield from concepts.stubs(protected, sorted({file.suffix for file in files}))


def _described(submission: Submission, node: str) -> Iterator[Statement]:
    """Yield what is said of the catalogue and of its data set alike."""
    descriptor, language = submission.descriptor or {}, _language(submission)
    notice = "Synthetic data: records were made up. "
    synthetic = notice if descriptor.get("openinnov:synthetic") is True else ""
    yield node, "dcterms:title", Text(str(descriptor["title"]), language)
    yield node, "dcterms:description", Text(f"{synthetic}{descriptor['description']}", language)
    yield node, "dcterms:publisher", publisher_iri(submission)
    for iri, _ in concepts.licences(submission):
        yield node, "dcterms:license", iri
    for name in ("dcterms:issued", "dcterms:modified"):
        yield node, name, Text(descriptor["created"][:10], datatype="xsd:date")
    for iri, _ in concepts.languages(submission):
        yield node, "dcterms:language", iri


def _release(protected: ProtectedSubmission, dataset: str) -> Iterator[Statement]:
    descriptor = protected.submission.descriptor or {}
    access = concepts.ACCESS[protected.profile]
    yield dataset, "dcterms:identifier", Text(dataset)
    yield dataset, "dcat:version", Text(descriptor["version"])
    yield dataset, "dcterms:conformsTo", concepts.version_iri(protected.submission.standard)
    yield dataset, "dcterms:accessRights", f"{concepts.EU}/access-right/{access}"
    yield dataset, "dcat:theme", f"{concepts.EU}/data-theme/GOVE"
    for word in descriptor.get("keywords", ()):
        yield dataset, "dcat:keyword", Text(str(word), _language(protected.submission))
    if descriptor.get("openinnov:synthetic") is True:
        yield dataset, "oi:synthetic", Text("true", datatype="xsd:boolean")


def _distribution(submission: Submission, file: File) -> Iterator[Statement]:
    dataset, kind = iris.dataset(submission), _NAMES[file.suffix]
    is_table = file.path.startswith("data/")
    name = f"{file.stem}-{kind.lower()}" if is_table else kind.lower()
    node, checksum, address = (
        f"{dataset}#{name}",
        f"{dataset}#{name}-sha256",
        f"{dataset}/{file.path}",
    )
    yield dataset, "dcat:distribution", node
    yield node, "rdf:type", Name("dcat:Distribution")
    yield node, "dcterms:title", Text(f"{file.stem}, {kind}" if is_table else kind, "en")
    for link in ("dcat:accessURL", "dcat:downloadURL"):
        yield node, link, address
    yield address, "rdf:type", Name("rdfs:Resource")
    yield node, "dcat:mediaType", concepts.media_type(file.suffix)
    file_type = concepts.file_type(submission.standard, file.suffix)
    if file_type:
        yield node, "dcterms:format", file_type
    yield node, "dcat:byteSize", Text(str(file.size), datatype="xsd:nonNegativeInteger")
    for iri, _ in concepts.licences(submission):
        yield node, "dcterms:license", iri
    yield node, "spdx:checksum", checksum
    yield checksum, "rdf:type", Name("spdx:Checksum")
    yield checksum, "spdx:algorithm", concepts.SHA256
    yield checksum, "spdx:checksumValue", Text(file.sha256, datatype="xsd:hexBinary")


def _publisher(submission: Submission) -> Iterator[Statement]:
    node, name = publisher_iri(submission), publisher_name(submission)
    publisher = (submission.descriptor or {})["openinnov:publisher"]
    for kind in ("org:Organization", "foaf:Agent"):
        yield node, "rdf:type", Name(kind)
    yield node, "dcterms:identifier", Text(publisher)
    yield node, "foaf:name", Text(name)
    for prop in ("dcterms:title", "skos:prefLabel"):
        yield node, prop, Text(name, _language(submission))


def _language(submission: Submission) -> str:
    return str((submission.descriptor or {})["openinnov:language"]).lower()
