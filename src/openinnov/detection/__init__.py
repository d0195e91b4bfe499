"""Personal data in text: found for the rule `personal-data-in-text`, taken out by scrubbing.

Sought are e-mail addresses, telephone numbers, national numbers, numbers of accounts and cards,
coordinates, secrets in web addresses, and what the submission itself tells of persons. Not sought
are names that nobody listed, numbers that nothing announces, and letters that only look like
others. An address of an office is found as that of a person is: what a text needs to say stands in
a field of its own.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from openinnov.detection.cells import (
    MAY_HOLD,
    MAY_MATCH,
    fill_matches,
    is_short_text,
    regions_of,
)

if TYPE_CHECKING:
    from openinnov.detection.known_names import Known, known
    from openinnov.detection.matches import Match
    from openinnov.detection.numbering import supported_regions
    from openinnov.detection.search import (
        DETECTORS,
        RULE_KINDS,
        Recogniser,
        find,
        holds,
        marked,
        scrub,
    )
    from openinnov.detection.titles import TITLE_WORDS

#: Where each detector's name is defined: imported when a text may hold something, which few do.
_MODULES = {
    "DETECTORS": "search",
    "Known": "known_names",
    "Match": "matches",
    "RULE_KINDS": "search",
    "Recogniser": "search",
    "TITLE_WORDS": "titles",
    "find": "search",
    "holds": "search",
    "known": "known_names",
    "marked": "search",
    "scrub": "search",
    "supported_regions": "numbering",
}

__all__ = [
    "DETECTORS",
    "MAY_HOLD",
    "MAY_MATCH",
    "RULE_KINDS",
    "TITLE_WORDS",
    "Known",
    "Match",
    "Recogniser",
    "fill_matches",
    "find",
    "holds",
    "is_short_text",
    "known",
    "marked",
    "regions_of",
    "scrub",
    "supported_regions",
]


def __getattr__(name: str) -> object:
    """Import the module of a name, and keep the name for the next time."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return value
