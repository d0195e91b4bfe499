"""The risk that is left, as a document of plain values: counts and shares, no value of any cell."""

from dataclasses import asdict
from typing import Any

from openinnov.submission import Anonymity, ProtectedSubmission

_VERSION = "1.0"
#: What no number of this document covers.
UNCHECKED = {
    "knowledge": "what an attacker knows besides the fields that are called quasi-identifiers here",
    "names": "names in texts that nobody listed among contacts and respondents",
    "links": "photographs, and files behind links",
    "releases": "earlier releases of the same records",
}


def risk_document(protected: ProtectedSubmission) -> dict[str, Any]:
    """Return the risk before and after, what was lost for it, and what was not looked at."""
    return {
        "version": _VERSION,
        "profile": protected.profile,
        "policy": dict(protected.policy),
        "tables": [_table(each) for each in protected.anonymity],
        "unchecked": list(UNCHECKED.values()),
    }


def _table(anonymity: Anonymity) -> dict[str, Any]:
    said = asdict(anonymity)
    levels = {
        name: {"level": level, "of": height} for name, (level, height) in anonymity.levels.items()
    }
    return {**said, "summary": str(anonymity), "levels": levels}
