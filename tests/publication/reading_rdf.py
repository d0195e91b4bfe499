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
    # Given a path, the parser of N-Quads leaves the file open.
    return said_to_rdflib((package / path).read_bytes(), FILES[path][0], monkeypatch)


def said_to_rdflib(data, form, monkeypatch):
    """Return the statements of a document."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib uses what it deprecates.
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=form)
        return {tuple(term.n3() for term in quad[:3]) for quad in dataset.quads()}


def by_oxigraph(package, path):
    """Return the statements of a file."""
    return said_to_oxigraph((package / path).read_bytes(), FILES[path][1])


def said_to_oxigraph(data, form=pyoxigraph.RdfFormat.JSON_LD):
    """Return the statements of a document."""
    quads = pyoxigraph.parse(data, form)
    return {tuple(map(str, (quad.subject, quad.predicate, quad.object))) for quad in quads}


def by_pyld(package):
    """Return the statements of the JSON-LD file."""
    return said_to_pyld((package / "rdf/data.jsonld").read_bytes())


def said_to_pyld(data):
    """Return the statements of a JSON-LD document."""
    lines = jsonld.to_rdf(json.loads(data), {"format": "application/n-quads"})
    return said_to_oxigraph(lines, pyoxigraph.RdfFormat.N_QUADS)


def canonical(path):
    """Return the canonical form of an N-Quads file, as RDFC-1.0 has it."""
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(path.read_bytes(), pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS).splitlines()
    return b"".join(sorted(line + b"\n" for line in lines))
