"""The catalogue: ``rdf/catalog.ttl``, ``rdf/catalog.jsonld`` and ``rdf/catalog.rdf``.

One catalogue with one data set, the release, and a distribution for each of its files, with size,
media type and SHA-256. The releases of a publisher are a series, of which this is one. Each inner
node is a fragment of the IRI of the data set, because blank nodes are lost or doubled when
catalogues are harvested. Specification: DCAT 3 and DCAT-AP 3.0.1.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from openinnov.derived.ordered_graph import Name, Statement, Text, documents, turtle
from openinnov.publication import (
    authorities,
    concepts,
    coverage,
    iris,
    provenance,
    schema_org,
    structures,
    used_codes,
    void,
)
from openinnov.publication.files import File, Output
from openinnov.publication.publisher import (
    mailbox,
    publisher_cell,
    publisher_iri,
    publisher_name,
)
from openinnov.publication.synopsis import synopsis
from openinnov.submission import ProtectedSubmission, Submission

#: Prefixes of the catalogue that the standard does not use.
_PREFIXES = {
    "dcatap": "http://data.europa.eu/r5r/",
    "spdx": "http://spdx.org/rdf/terms#",
    **void.PREFIXES,
}
#: The datatype of a date by how many hyphens it has.
_DATES = ("xsd:gYear", "xsd:gYearMonth", "xsd:date")
#: The name of each kind of file, which is that of its distribution too.
_NAMES = {
    ".csv": "CSV",
    ".jsonld": "JSON-LD",
    ".nq": "N-Quads",
    ".parquet": "Parquet",
    ".sqlite": "SQLite",
    ".trig": "TriG",
    ".ttl": "Turtle",
}


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the catalogue of the files that were written so far."""
    prefixes = {**protected.submission.standard.prefixes, **_PREFIXES}
    described = list(output.files)
    statements = [
        *_statements(protected, described),
        *provenance.statements(protected),
        *void.statements(protected.submission, output.directory, described),
    ]
    for ending, text in documents(statements, prefixes):
        output.write_text(f"rdf/catalog{ending}", text)
    text = turtle(used_codes.statements(protected.submission), prefixes)
    output.write_text(used_codes.PATH, text)
    if found := [*structures.statements(protected.submission)]:
        output.write_text(structures.PATH, turtle(found, prefixes))
    text = schema_org.json_ld(protected, described)
    output.write_text("rdf/schema-org.jsonld", text)


def _statements(protected: ProtectedSubmission, files: Sequence[File]) -> Iterator[Statement]:
    submission = protected.submission
    catalogue, dataset = f"{iris.root(submission)}/catalog", iris.dataset(submission)
    yield catalogue, "rdf:type", Name("dcat:Catalog")
    yield catalogue, "dcat:dataset", dataset
    yield catalogue, "dcat:themeTaxonomy", authorities.THEMES
    yield dataset, "rdf:type", Name("dcat:Dataset")
    for node in (catalogue, dataset):
        yield from _described(submission, node)
    yield from _release(protected, dataset)
    yield from _series(submission, dataset)
    yield from _publisher(submission)
    yield from _homepage(submission, catalogue, dataset)
    yield from _contact(submission, dataset)
    yield from _period(submission, dataset)
    for file in files:
        yield from _distribution(submission, file)
    yield from concepts.stubs(protected, files)


def _described(submission: Submission, node: str) -> Iterator[Statement]:
    """Yield what is said of the catalogue and of its data set alike."""
    descriptor, language = submission.descriptor or {}, _language(submission)
    yield node, "dcterms:title", Text(str(descriptor["title"]), language)
    yield node, "dcterms:description", Text(synopsis(submission), language)
    yield node, "dcterms:publisher", publisher_iri(submission)
    for iri, _ in concepts.licences(submission):
        yield node, "dcterms:license", iri
    for name in ("dcterms:issued", "dcterms:modified"):
        yield node, name, Text(descriptor["created"][:10], datatype="xsd:date")
    for iri, _ in concepts.languages(submission):
        yield node, "dcterms:language", iri
    for iri, _ in coverage.countries(submission):
        yield node, "dcterms:spatial", iri


def _release(protected: ProtectedSubmission, dataset: str) -> Iterator[Statement]:
    descriptor = protected.submission.descriptor or {}
    access = concepts.ACCESS[protected.profile]
    yield dataset, "dcterms:identifier", Text(dataset)
    yield dataset, "dcat:version", Text(descriptor["version"])
    yield dataset, "dcterms:conformsTo", concepts.version_iri(protected.submission.standard)
    yield dataset, "dcterms:accessRights", f"{authorities.EU}/access-right/{access}"
    yield dataset, "dcat:theme", authorities.THEME
    for word in descriptor.get("keywords", ()):
        yield dataset, "dcat:keyword", Text(str(word), _language(protected.submission))
    if descriptor.get("openinnov:synthetic") is True:
        yield dataset, "oi:synthetic", Text("true", datatype="xsd:boolean")


def _series(submission: Submission, dataset: str) -> Iterator[Statement]:
    """Yield the series of all releases of a publisher, as far as one of them can tell."""
    series = dataset.rpartition("/")[0]
    name = publisher_name(submission)
    yield dataset, "dcat:inSeries", series
    yield series, "rdf:type", Name("dcat:DatasetSeries")
    yield series, "dcterms:title", Text(f"Innovations in public services: {name}", "en")
    yield series, "dcterms:description", Text(f"All releases of {name}, one after the other.", "en")
    yield series, "dcterms:publisher", publisher_iri(submission)


def _homepage(submission: Submission, catalogue: str, dataset: str) -> Iterator[Statement]:
    descriptor = submission.descriptor or {}
    if page := descriptor.get("homepage"):
        yield catalogue, "foaf:homepage", page
        yield dataset, "dcat:landingPage", page
        yield page, "rdf:type", Name("foaf:Document")
        yield page, "dcterms:title", Text(str(descriptor["title"]), _language(submission))


def _contact(submission: Submission, dataset: str) -> Iterator[Statement]:
    """Yield whom to ask, if the description names a mailbox: a catalogue without one is refused."""
    if found := mailbox(submission):
        name, address = found
        node, mail = f"{dataset}#contact", f"mailto:{quote(address, safe='@')}"
        for each in (dataset, dataset.rpartition("/")[0]):
            yield each, "dcat:contactPoint", node
        for kind in ("vcard:Kind", "vcard:Organization"):
            yield node, "rdf:type", Name(kind)
        yield node, "vcard:fn", Text(name)
        yield node, "vcard:hasEmail", mail
        yield mail, "rdf:type", Name("rdfs:Resource")


def _period(submission: Submission, dataset: str) -> Iterator[Statement]:
    """Yield the time that the release covers, which ends when it was made."""
    if begin := coverage.start(submission):
        node = f"{dataset}#period"
        yield dataset, "dcterms:temporal", node
        yield node, "rdf:type", Name("dcterms:PeriodOfTime")
        yield node, "dcat:startDate", Text(begin, datatype=_DATES[begin.count("-")])
        end = (submission.descriptor or {})["created"][:10]
        yield node, "dcat:endDate", Text(end, datatype="xsd:date")


def _distribution(submission: Submission, file: File) -> Iterator[Statement]:
    dataset, kind = iris.dataset(submission), _NAMES[file.suffix]
    table = submission.standard.tables.get(file.stem)
    is_table = file.path.startswith("data/") or table is not None
    name = f"{file.stem}-{kind.lower()}" if is_table else kind.lower()
    node, checksum, address = (
        f"{dataset}#{name}",
        f"{dataset}#{name}-sha256",
        f"{dataset}/{file.path}",
    )
    yield dataset, "dcat:distribution", node
    yield node, "rdf:type", Name("dcat:Distribution")
    yield node, "dcterms:title", Text(f"{file.stem}, {kind}" if is_table else kind, "en")
    held = f"All tables {'in one database' if file.suffix == '.sqlite' else 'as linked data'}."
    held = table.description if is_table and table else held
    yield node, "dcterms:description", Text(held, "en")
    yield node, "dcatap:availability", authorities.STABLE
    yield node, "adms:status", authorities.COMPLETED
    for link in ("dcat:accessURL", "dcat:downloadURL"):
        yield node, link, address
    yield address, "rdf:type", Name("rdfs:Resource")
    media_type, *packed = map(concepts.media_type, file.media_types)
    yield node, "dcat:mediaType", media_type
    for each in packed:
        yield node, "dcat:compressFormat", each
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
    kind = publisher_cell(submission, "organization_type")
    public = ["cv:PublicOrganisation"] if kind in authorities.PUBLIC else []
    for each in ("org:Organization", "foaf:Agent", *public):
        yield node, "rdf:type", Name(each)
    if found := authorities.publisher_type(kind):
        yield node, "dcterms:type", found[0]
    if country := coverage.country(submission, publisher_cell(submission, "country")):
        yield node, "dcterms:spatial", country[0]
    yield node, "dcterms:identifier", Text(publisher)
    yield node, "foaf:name", Text(name)
    for prop in ("dcterms:title", "skos:prefLabel"):
        yield node, prop, Text(name, _language(submission))


def _language(submission: Submission) -> str:
    return str((submission.descriptor or {})["openinnov:language"]).lower()
