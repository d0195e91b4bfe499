"""The data standard, as read from ``schema/``: what all else is worked out from."""

from openinnov.standard.cube import Cube
from openinnov.standard.loading import field, load
from openinnov.standard.table_schema import table_schema_standard
from openinnov.standard.terms import Term, read_terms
from openinnov.standard.values import (
    AGGREGATE,
    CLASSES,
    DIRECT_IDENTIFIER,
    FIELDS_MATCH,
    KINDS,
    PROFILES,
    QUASI_IDENTIFIER,
    SENSITIVE,
    Check,
    Code,
    Codelist,
    Consent,
    Field,
    ForeignKey,
    Form,
    Individual,
    Reference,
    Rule,
    Shortcut,
    Standard,
    Table,
)
from openinnov.standard.words import Words

__all__ = [
    "AGGREGATE",
    "CLASSES",
    "DIRECT_IDENTIFIER",
    "FIELDS_MATCH",
    "KINDS",
    "PROFILES",
    "QUASI_IDENTIFIER",
    "SENSITIVE",
    "Check",
    "Code",
    "Codelist",
    "Consent",
    "Cube",
    "Field",
    "ForeignKey",
    "Form",
    "Individual",
    "Reference",
    "Rule",
    "Shortcut",
    "Standard",
    "Table",
    "Term",
    "Words",
    "field",
    "load",
    "read_terms",
    "table_schema_standard",
]
