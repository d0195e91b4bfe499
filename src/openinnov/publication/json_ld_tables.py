"""On request: RDF as JSON-LD, a document a table: ``rdf/<table>.jsonld``.

Each holds the nodes of one table as ``rdf/data.jsonld`` has them, one a line, with the context of
that table alone: for programs that need few of the tables, or take them one by one. A table without
a node has no document. Specification: JSON-LD 1.1.
"""

from itertools import groupby

from openinnov.publication.files import Output
from openinnov.publication.json_ld import write_document
from openinnov.publication.streaming import batches
from openinnov.submission import ProtectedSubmission


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the files."""
    submission = protected.submission
    for table, found in groupby(batches(submission), key=lambda batch: batch.node.table.name):
        with output.open_linked_data(f"rdf/{table}.jsonld") as writer:
            write_document(submission, writer, {table}, found)
