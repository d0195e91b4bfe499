"""The data standard, as read from ``schema/``: what all else is worked out from."""

from openinnov.standard.loading import field, load
from openinnov.standard.values import (
    CLASSES,
    KINDS,
    PROFILES,
    Check,
    Code,
    Codelist,
    Consent,
    Field,
    Individual,
    Reference,
    Rule,
    Shortcut,
    Standard,
    Table,
)
from openinnov.standard.words import Words

__all__ = [
    "CLASSES",
    "KINDS",
    "PROFILES",
    "Check",
    "Code",
    "Codelist",
    "Consent",
    "Field",
    "Individual",
    "Reference",
    "Rule",
    "Shortcut",
    "Standard",
    "Table",
    "Words",
    "field",
    "load",
]
