"""What tells whether our N-Quads are canonical passes the tests of the W3C for RDFC-1.0."""

import json

from publication import reading_rdf
from shared_data import shared


def _cases():
    """Yield the tests of W3C; one is of a hash that we do not use."""
    manifest = json.loads(
        (shared("data/linkeddata/rdf-canon") / "manifest.jsonld").read_text("utf-8")
    )
    for entry in manifest["entries"]:
        if entry["type"] == "rdfc:RDFC10EvalTest" and "hashAlgorithm" not in entry:
            yield entry


def test_the_tests_of_the_w3c_pass():
    folder, cases = shared("data/linkeddata/rdf-canon"), list(_cases())

    other = [
        entry["id"]
        for entry in cases
        if reading_rdf.canonical(folder / entry["action"])
        != (folder / entry["result"]).read_bytes()
    ]

    assert len(cases) == 63
    assert other == []
