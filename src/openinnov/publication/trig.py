"""RDF as TriG, for stores of named graphs: ``rdf/data.trig``.

It is the Turtle of the release in the graph of the release, so that the statements of several
publishers stay apart in one store. Specification: RDF 1.1 TriG.
"""

from openinnov.publication import iris, turtle
from openinnov.publication.files import Output
from openinnov.submission import ProtectedSubmission


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the file."""
    submission = protected.submission
    with output.open_linked_data("rdf/data.trig") as writer:
        writer.write(turtle.header(submission))
        writer.write(f"\n<{iris.dataset(submission)}> {{\n".encode())
        for paragraphs in turtle.paragraphs(submission):
            writer.write(paragraphs)
        writer.write(b"}\n")
