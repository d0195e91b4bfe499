"""``CITATION.cff``: how to cite a release, for libraries and reference managers.

Specification: Citation File Format 1.2.0. Its texts are written as JSON strings, which YAML reads.
"""

import json
from collections.abc import Iterator

from openinnov.publication import iris
from openinnov.publication.files import Output
from openinnov.publication.publisher import publisher_name
from openinnov.publication.synopsis import synopsis
from openinnov.submission import ProtectedSubmission, Submission

PATH = "CITATION.cff"


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the file."""
    output.write_text(PATH, "".join(_lines(protected.submission)))


def _lines(submission: Submission) -> Iterator[str]:
    descriptor = submission.descriptor or {}
    yield "cff-version: 1.2.0\n"
    yield "type: dataset\n"
    yield f"message: {_text('Please cite these data as said here.')}\n"
    yield f"title: {_text(descriptor['title'])}\n"
    yield f"abstract: {_text(synopsis(submission))}\n"
    yield f"authors:\n  - name: {_text(publisher_name(submission))}\n"
    yield f"version: {_text(descriptor['version'])}\n"
    yield f"date-released: {_text(descriptor['created'][:10])}\n"
    yield f"url: {_text(iris.dataset(submission))}\n"
    if words := list(dict.fromkeys(map(str, descriptor.get("keywords", ())))):
        yield "keywords:\n" + "".join(f"  - {_text(word)}\n" for word in words)
    yield from _licences(submission)


def _licences(submission: Submission) -> Iterator[str]:
    """Yield the licences if the format knows all of them, which are those of SPDX."""
    codes = submission.standard.codelists["license"].codes
    names = [str(each.get("name", "")) for each in (submission.descriptor or {})["licenses"]]
    if all(name in codes for name in names):
        yield "license:\n" + "".join(f"  - {_text(name)}\n" for name in names)


def _text(text: object) -> str:
    return json.dumps(str(text), ensure_ascii=True)
