"""``rdf/schema-org.jsonld``: the release as search engines for data sets read it.

A `Dataset` of schema.org, with a download for each file. The terms go by https, as search engines
and Croissant have them; none of their labels or definitions is copied.
"""

import json
from collections.abc import Sequence
from typing import Any

from openinnov.publication import concepts, coverage, iris
from openinnov.publication.files import File
from openinnov.publication.publisher import publisher_iri, publisher_name
from openinnov.publication.synopsis import synopsis
from openinnov.submission import ProtectedSubmission, Submission

#: How long a description is at most that search engines take.
_LONGEST = 5000


def json_ld(protected: ProtectedSubmission, files: Sequence[File]) -> str:
    """Return the description of a release with these files."""
    text = json.dumps(_document(protected, files), ensure_ascii=False, indent=1, sort_keys=True)
    # So that a page may hold it in a script, whatever a title says.
    return text.replace("<", "\\u003c") + "\n"


def _document(protected: ProtectedSubmission, files: Sequence[File]) -> dict[str, Any]:
    submission = protected.submission
    descriptor, dataset = submission.descriptor or {}, iris.dataset(submission)
    publisher = {
        "@id": publisher_iri(submission),
        "@type": "Organization",
        "name": publisher_name(submission),
    }
    return {
        "@context": {"@vocab": "https://schema.org/"},
        "@id": dataset,
        "@type": "Dataset",
        "name": str(descriptor["title"]),
        "description": synopsis(submission)[:_LONGEST],
        "identifier": dataset,
        "url": dataset,
        "version": str(descriptor["version"]),
        "datePublished": descriptor["created"][:10],
        "inLanguage": str(descriptor["openinnov:language"]),
        "isAccessibleForFree": protected.profile == "public",
        "creator": publisher,
        "publisher": {"@id": publisher["@id"]},
        "license": [iri for iri, _ in concepts.licences(submission)],
        "keywords": [str(word) for word in descriptor.get("keywords", ())],
        "spatialCoverage": [
            {"@id": iri, "@type": "Country", "name": name}
            for iri, name in coverage.countries(submission)
        ],
        "includedInDataCatalog": {
            "@id": f"{iris.root(submission)}/catalog",
            "@type": "DataCatalog",
            "name": str(descriptor["title"]),
        },
        "distribution": [_download(submission, file) for file in files],
        **_period(submission),
    }


def _period(submission: Submission) -> dict[str, str]:
    begin = coverage.start(submission)
    end = (submission.descriptor or {})["created"][:10]
    return {"temporalCoverage": f"{begin}/{end}"} if begin else {}


def _download(submission: Submission, file: File) -> dict[str, Any]:
    address = f"{iris.dataset(submission)}/{file.path}"
    return {
        "@id": address,
        "@type": "DataDownload",
        "name": file.path,
        "contentUrl": address,
        "encodingFormat": file.media_types[-1],
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }
