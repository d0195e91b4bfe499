"""What people write in the place of a code: another case, an alias, a title in any language."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from openinnov.reading.headings import SPACE, fold
from openinnov.standard import Codelist, Field, Standard

#: A title with the code behind it, as drop-down lists show it.
_SHOWN = re.compile(r"(?s)(.*\S)\s*\[([^\[\]]+)\]\s*\Z")
#: A title with an explanation behind it.
_EXPLAINED = re.compile(r"(?s)(.*\S)\s*\([^()]*\)\s*\Z")


class Codes:
    """The codes of a field, by what else stands for them."""

    def __init__(self, standard: Standard, field: Field) -> None:
        self._standard = standard
        self._lists = [standard.codelists[name] for name in field.codelists]
        #: The codes that a cell may hold, in the order of their lists.
        self.valid = tuple(dict.fromkeys(code for each in self._lists for code in each.valid))

    def code(self, text: str) -> str | None:
        """Return the one code that a text stands for, or none if there are none or several.

        The spelling of a code is put aside less than that of a title: a full stop tells 1.61 from
        16.1.
        """
        if match := _SHOWN.match(text):
            found = self._by_code.get(plain(match[2]), set()) & self._titled(match[1])
        else:
            found = self._by_code.get(plain(text), set()) | self._titled(text)
        return next(iter(found)) if len(found) == 1 else None

    def _titled(self, text: str) -> set[str]:
        key = fold(text)
        return self.by_title.get(key, set()) if any(map(str.isalpha, key)) else set()

    @cached_property
    def _by_code(self) -> Mapping[str, set[str]]:
        codes: defaultdict[str, set[str]] = defaultdict(set)
        for codelist in self._lists:
            for code in codelist.codes.values():
                codes[plain(code.code)].add(
                    code.replaced_by if code.status == "alias" else code.code
                )
        return codes

    @cached_property
    def by_title(self) -> Mapping[str, set[str]]:
        """The codes under each title that they have in some language, folded."""
        titles: defaultdict[str, set[str]] = defaultdict(set)
        short: defaultdict[str, set[str]] = defaultdict(set)
        for codelist in self._lists:
            for code, title in self._titles(codelist):
                titles[fold(title)].add(code)
                if match := _EXPLAINED.match(title):
                    short[fold(match[1])].add(code)
        return {**short, **titles}

    def _titles(self, codelist: Codelist) -> Iterator[tuple[str, str]]:
        for code in codelist.valid:
            yield code, codelist.codes[code].title
        for language in self._standard.languages[1:]:
            texts = self._standard.texts(language)
            for code in codelist.valid:
                if title := texts.get(f"codelist/{codelist.name}/{code}/title"):
                    yield code, title


def plain(code: str) -> str:
    """Return a code without the case of its letters, and spaces at its edges."""
    return unicodedata.normalize("NFKC", code).casefold().strip(SPACE)
