"""The words in which a standard, and what is found with it, is said in one language."""

from typing import TYPE_CHECKING

from openinnov.standard.values import Check, Rule, Standard

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The languages that are written from right to left, by their first subtag.
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "ur"})


class Words:
    """Texts of a standard in a language; what is not translated is in English."""

    def __init__(self, standard: Standard, language: str = "en") -> None:
        self.language = language
        self._own: Mapping[str, str] = standard.texts(language)
        self._english: Mapping[str, str] = standard.texts("en")
        self._standard = standard

    @property
    def direction(self) -> str:
        """Say "rtl" of a language that is written from right to left, otherwise "ltr"."""
        return "rtl" if self.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"

    def knows(self, message: str) -> bool:
        """Say whether there is a message of this name."""
        return f"message/{message}" in self._english

    def say(self, message: str, **params: object) -> str:
        """Return a message, with these parameters at the places that it has for them."""
        key = f"message/{message}"
        return (self._own.get(key) or self._english[key]).format(**params)

    def check(self, check: Check, part: str) -> str:
        """Return the "sentence", the "why" or the "fix" of a check or rule."""
        kind = "rule" if isinstance(check, Rule) else "check"
        return self._own.get(f"{kind}/{check.name}/{part}") or str(getattr(check, part))

    def table(self, name: str) -> str:
        """Return the title of a table."""
        return self._title(f"table/{name}") or self._standard.tables[name].title

    def field(self, table: str, name: str) -> str:
        """Return the title of a field."""
        title = self._standard.tables[table].fields[name].title
        return self._title(f"field/{table}/{name}") or title

    def _title(self, key: str) -> str | None:
        # A table of others may have the name of one of ours.
        return None if self._standard.generic else self._own.get(f"{key}/title")
