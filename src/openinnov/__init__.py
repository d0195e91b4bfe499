"""Define, check, protect and publish data about public-service innovations."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openinnov.audit import AuditLog
    from openinnov.copies import write_copy
    from openinnov.csvw import Converted, write_rdf
    from openinnov.depositing import Deposit, Token, deposit
    from openinnov.detection import Recogniser
    from openinnov.exceptions import (
        DepositError,
        MappingError,
        MetadataError,
        MissingExtraError,
        OpenInnovError,
        PolicyError,
        PublicationError,
        QueryError,
        RefusedError,
        ReportError,
        StandardError,
        SubmissionError,
        UnknownNameError,
    )
    from openinnov.foreign_table import ForeignPackage, ForeignTable
    from openinnov.mapping import Mapped
    from openinnov.mapping import apply as apply_mapping
    from openinnov.packaging import Packaged, write_package
    from openinnov.policy import Policy
    from openinnov.policy import load as load_policy
    from openinnov.protection import Key, Ledger, protect
    from openinnov.protection.tabulation import Tabulation, tabulate
    from openinnov.publication import Package, Signer, publish
    from openinnov.querying import describe, query
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
    "Converted": "csvw",
    "Deposit": "depositing",
    "DepositError": "exceptions",
    "Finding": "report",
    "ForeignPackage": "foreign_table",
    "ForeignTable": "foreign_table",
    "Key": "protection",
    "Ledger": "protection",
    "Mapped": "mapping",
    "MappingError": "exceptions",
    "MetadataError": "exceptions",
    "MissingExtraError": "exceptions",
    "Notice": "report",
    "OpenInnovError": "exceptions",
    "Package": "publication",
    "Packaged": "packaging",
    "Policy": "policy",
    "PolicyError": "exceptions",
    "ProtectedSubmission": "submission",
    "PublicationError": "exceptions",
    "QueryError": "exceptions",
    "Recogniser": "detection",
    "RefusedError": "exceptions",
    "Report": "report",
    "ReportError": "exceptions",
    "Signer": "publication",
    "Standard": "standard",
    "StandardError": "exceptions",
    "Submission": "submission",
    "SubmissionError": "exceptions",
    "Tabulation": "protection.tabulation",
    "Token": "depositing",
    "UnknownNameError": "exceptions",
    "apply_mapping": "mapping",
    "deposit": "depositing",
    "describe": "querying",
    "load": "standard",
    "load_policy": "policy",
    "protect": "protection",
    "publish": "publication",
    "query": "querying",
    "read": "reading",
    "tabulate": "protection.tabulation",
    "validate": "validation",
    "verify": "verification",
    "write_copy": "copies",
    "write_package": "packaging",
    "write_rdf": "csvw",
}
#: The names that say more here than in their own module.
_RENAMED = {"apply_mapping": "apply", "load_policy": "load"}

__all__ = [
    "AuditLog",
    "Converted",
    "Deposit",
    "DepositError",
    "Finding",
    "ForeignPackage",
    "ForeignTable",
    "Key",
    "Ledger",
    "Mapped",
    "MappingError",
    "MetadataError",
    "MissingExtraError",
    "Notice",
    "OpenInnovError",
    "Package",
    "Packaged",
    "Policy",
    "PolicyError",
    "ProtectedSubmission",
    "PublicationError",
    "QueryError",
    "Recogniser",
    "RefusedError",
    "Report",
    "ReportError",
    "Signer",
    "Standard",
    "StandardError",
    "Submission",
    "SubmissionError",
    "Tabulation",
    "Token",
    "UnknownNameError",
    "apply_mapping",
    "deposit",
    "describe",
    "load",
    "load_policy",
    "protect",
    "publish",
    "query",
    "read",
    "tabulate",
    "validate",
    "verify",
    "write_copy",
    "write_package",
    "write_rdf",
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
