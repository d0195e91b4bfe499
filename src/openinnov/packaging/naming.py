"""The names of tables in a package: each is the name of a file too, on every system."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from openinnov.exceptions import RefusedError
from openinnov.reading.headings import shown

#: Windows opens a device by each of these names, whatever follows after a dot.
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_LONGEST = 100


def safe_names(names: Sequence[str]) -> dict[str, str]:
    """Return by the name of each table the one that it has in a package.

    It is of small letters, digits, hyphens and underscores. Raises `RefusedError` where two tables
    would have the same.

    >>> safe_names(["Trees 2024", "../x", "CON", "বৃক্ষ"])
    {'Trees 2024': 'trees-2024', '../x': 'x', 'CON': 'con-table', 'বৃক্ষ': 'table-4'}
    """
    safe = {name: _safe(name) or f"table-{i}" for i, name in enumerate(names, start=1)}
    for name, number in Counter(safe.values()).items():
        if number > 1:
            same = ", ".join(shown(own) for own, found in safe.items() if found == name)
            raise RefusedError(f"the tables {same} would all be called {name}: rename all but one")
    return safe


def _safe(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:_LONGEST].rstrip("-_")
    return f"{text}-table" if _DEVICES.fullmatch(text) else text
