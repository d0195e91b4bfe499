"""The report as JSON, for programs: the document that ``report.schema.json`` describes."""

import json

from openinnov.report import Report


def render(report: Report) -> str:
    """Return the document of a report."""
    return json.dumps(report.document(), ensure_ascii=False, indent=2) + "\n"
