"""RDF files of a package as sets of statements, by readers that we did not write."""

import json
import warnings

import pyoxigraph
import rdflib
from pyld import jsonld

FILES = {
    "rdf/data.nq": ("nquads", pyoxigraph.RdfFormat.N_QUADS),
    "rdf/data.ttl": ("turtle", pyoxigraph.RdfFormat.TURTLE),
    "rdf/data.trig": ("trig", pyoxigraph.RdfFormat.TRIG),
    "rdf/data.jsonld": ("json-ld", pyoxigraph.RdfFormat.JSON_LD),
}


def by_rdflib(package, path, monkeypatch):
    """Return the statements of a file; rdflib changes literals unless it is told not to."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib uses what it deprecates.
        dataset = rdflib.Dataset()
        # Given a path, the parser of N-Quads leaves the file open.
        dataset.parse(data=(package / path).read_bytes(), format=FILES[path][0])
        return {tuple(term.n3() for term in quad[:3]) for quad in dataset.quads()}


def by_oxigraph(package, path):
    """Return the statements of a file."""
    quads = pyoxigraph.parse((package / path).read_bytes(), FILES[path][1])
    return {tuple(map(str, (quad.subject, quad.predicate, quad.object))) for quad in quads}


def by_pyld(package):
    """Return the statements of the JSON-LD file."""
    document = json.loads((package / "rdf/data.jsonld").read_text("utf-8"))
    lines = jsonld.to_rdf(document, {"format": "application/n-quads"})
    quads = pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_QUADS)
    return {tuple(map(str, (quad.subject, quad.predicate, quad.object))) for quad in quads}


def canonical(path):
    """Return the canonical form of an N-Quads file, as RDFC-1.0 has it."""
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(path.read_bytes(), pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS).splitlines()
    return b"".join(sorted(line + b"\n" for line in lines))
