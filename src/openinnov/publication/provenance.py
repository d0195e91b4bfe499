"""How a release was made: under which standard and policy, by which version of this software.

The submission that it was made of is not named, nor its hash: whoever knows all of it but one
telephone number could try the numbers out. Specification: PROV-O, W3C Recommendation 2013.
"""

from collections.abc import Iterator

from openinnov import __version__
from openinnov.derived.ordered_graph import Name, Statement, Text
from openinnov.publication import concepts, iris
from openinnov.publication.publisher import publisher_iri
from openinnov.submission import ProtectedSubmission


def statements(protected: ProtectedSubmission) -> Iterator[Statement]:
    """Yield what is said of the making of a release."""
    submission = protected.submission
    dataset = iris.dataset(submission)
    making, policy = f"{dataset}#making", f"{dataset}#policy"
    software = f"{submission.standard.namespace.removesuffix('ns#')}software/{__version__}"
    yield dataset, "prov:wasGeneratedBy", making
    yield making, "rdf:type", Name("prov:Activity")
    for agent in (publisher_iri(submission), software):
        yield making, "prov:wasAssociatedWith", agent
    for used in (policy, concepts.version_iri(submission.standard)):
        yield making, "prov:used", used
    yield software, "rdf:type", Name("prov:SoftwareAgent")
    yield software, "rdfs:label", Text(f"openinnov {__version__}")
    yield policy, "rdf:type", Name("prov:Plan")
    yield policy, "dcterms:title", Text(str(protected.policy["name"]))
    yield policy, "dcat:version", Text(str(protected.policy["version"]))
    yield policy, "dcterms:identifier", Text(f"sha256:{protected.policy['hash']}")
