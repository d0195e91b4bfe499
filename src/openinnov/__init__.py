"""Define, check, protect and publish data about public-service innovations."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openinnov.audit import AuditLog
    from openinnov.copies import write_copy
    from openinnov.detection import Recogniser
    from openinnov.exceptions import (
        MappingError,
        MissingExtraError,
        OpenInnovError,
        PolicyError,
        PublicationError,
        RefusedError,
        ReportError,
        StandardError,
        SubmissionError,
        UnknownNameError,
    )
    from openinnov.mapping import Mapped
    from openinnov.mapping import apply as apply_mapping
    from openinnov.policy import Policy
    from openinnov.policy import load as load_policy
    from openinnov.protection import Key, Ledger, protect
    from openinnov.publication import Package, publish
    from openinnov.reading import read
    from openinnov.report import Finding, Notice, Report
    from openinnov.standard import Standard, load
    from openinnov.submission import ProtectedSubmission, Submission
    from openinnov.validation import validate
    from openinnov.verification import verify

__version__ = "0.1.0"

#: Where each public name is defined; the module is imported when the name is used.
_MODULES = {
    "AuditLog": "audit",
    "Finding": "report",
    "Key": "protection",
    "Ledger": "protection",
    "Mapped": "mapping",
    "MappingError": "exceptions",
    "MissingExtraError": "exceptions",
    "Notice": "report",
    "OpenInnovError": "exceptions",
    "Package": "publication",
    "Policy": "policy",
    "PolicyError": "exceptions",
    "ProtectedSubmission": "submission",
    "PublicationError": "exceptions",
    "Recogniser": "detection",
    "RefusedError": "exceptions",
    "Report": "report",
    "ReportError": "exceptions",
    "Standard": "standard",
    "StandardError": "exceptions",
    "Submission": "submission",
    "SubmissionError": "exceptions",
    "UnknownNameError": "exceptions",
    "apply_mapping": "mapping",
    "load": "standard",
    "load_policy": "policy",
    "protect": "protection",
    "publish": "publication",
    "read": "reading",
    "validate": "validation",
    "verify": "verification",
    "write_copy": "copies",
}
#: The names that say more here than in their own module.
_RENAMED = {"apply_mapping": "apply", "load_policy": "load"}

__all__ = [
    "AuditLog",
    "Finding",
    "Key",
    "Ledger",
    "Mapped",
    "MappingError",
    "MissingExtraError",
    "Notice",
    "OpenInnovError",
    "Package",
    "Policy",
    "PolicyError",
    "ProtectedSubmission",
    "PublicationError",
    "Recogniser",
    "RefusedError",
    "Report",
    "ReportError",
    "Standard",
    "StandardError",
    "Submission",
    "SubmissionError",
    "UnknownNameError",
    "apply_mapping",
    "load",
    "load_policy",
    "protect",
    "publish",
    "read",
    "validate",
    "verify",
    "write_copy",
]


def __getattr__(name: str) -> object:
    """Import the module of a public name, so that starting up costs nothing."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{_MODULES[name]}")
    return getattr(module, _RENAMED.get(name, name))


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
