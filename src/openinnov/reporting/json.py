"""The report as JSON, for programs: the document that ``report.schema.json`` describes."""

import json

from openinnov.report import Report
from openinnov.standard import Words


def render(report: Report, words: Words) -> str:
    """Return the document of a report."""
    return json.dumps(report.document(words.language), ensure_ascii=False, indent=2) + "\n"
