"""Recognising tables and fields by what people write above them, in any language."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from openinnov.standard import Standard, Table

#: The white space that makes a cell blank: that of Unicode.
SPACE = (
    " \t\n\r\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000"
)
_IGNORED = rf"[{SPACE}_*:.'\u2019\"\u0300-\u036f\u200b-\u200f\ufeff-]+"
_HINT = r"(?s)(.*\S)\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*\Z"
#: Marks that join letters in some scripts: invisible, and no trick.
_JOINERS = "\u200c\u200d"
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its heading presents it."""

    label: str
    #: The field that it fills, or none if it is not read.
    field: str | None
    #: The check that its heading breaks, or none.
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table in a file, and the number of the record with their headings."""

    row: int
    columns: tuple[Column, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are read, in the order of the file."""
        return tuple(column.field for column in self.columns if column.field is not None)

    @property
    def unlabelled(self) -> frozenset[int]:
        """The indexes of the columns without a heading."""
        return frozenset(i for i, c in enumerate(self.columns) if c.rule == "blank-label")

    @property
    def positions(self) -> tuple[int, ...]:
        """The index of the column of each field that is read."""
        return tuple(i for i, column in enumerate(self.columns) if column.field is not None)


def shown(text: str) -> str:
    r"""Return a text of a stranger so that it can do no harm where it is shown.

    >>> print(shown("na\u202eme\x1b[1m"))
    na\u202eme\u001b[1m
    """
    cut = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return "".join(c if c.isprintable() or c in _JOINERS else f"\\u{ord(c):04x}" for c in cut)


def is_blank(cells: Sequence[str | None]) -> bool:
    """Say whether a record holds white space at most."""
    return not any(cell and cell.strip(SPACE) for cell in cells)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def fold(text: str) -> str:
    """Return what is left of a heading when spelling is put aside.

    >>> fold(" Pays (code) * ") == fold("pays_(CODE)")
    True
    """
    apart = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", _pattern(_IGNORED).sub("", apart))


def _singular(text: str) -> str:
    """Return what is left of a title when the ``s`` of a plural is put aside, word by word.

    >>> _singular("Services publics") == _singular("service_public")
    True
    """
    words = re.split(rf"[{SPACE}_-]+", text)
    return "".join(fold(word).removesuffix("s") for word in words)


class Headings:
    """The names and titles of a standard; titles are looked up only where names do not do."""

    def __init__(self, standard: Standard) -> None:
        self._standard = standard
        self._fields: dict[tuple[str, str], Mapping[str, str]] = {}

    def table(self, name: str) -> Table | None:
        """Return the table with a name, or with a title in some language, if there is just one.

        Titles are in the plural; one thing alone names its table as well.
        """
        tables = self._standard.tables
        if name in tables:
            return tables[name]
        return tables.get(self._tables.get(fold(name)) or self._singulars.get(_singular(name), ""))

    def columns(self, table: Table, labels: Sequence[str]) -> tuple[Column, ...]:
        """Say which field each column of a table fills."""
        exact = {label for label in labels if label in table.fields}
        found = {label: label for label in exact}
        rest = [label for label in labels if label not in exact and label.strip(SPACE)]
        if rest:
            found |= self._renamed(table, rest)
        return tuple(self._assigned(labels, found, exact))

    def known(self, table: Table, labels: Sequence[str]) -> int:
        """Return how many fields of a table the labels name."""
        return sum(column.field is not None for column in self.columns(table, labels))

    @staticmethod
    def _assigned(
        labels: Sequence[str], found: Mapping[str, str], exact: set[str]
    ) -> Iterator[Column]:
        # A field belongs to the column with its exact name, else to the first that means it.
        taken: set[str] = set()
        for label in labels:
            field = found.get(label)
            if not label.strip(SPACE):
                yield Column(label, None, "blank-label")
            elif field is None:
                yield Column(label, None, "extra-label")
            elif field in taken or (field in exact and label not in exact):
                yield Column(label, None, "duplicate-label")
            else:
                taken.add(field)
                yield Column(label, field, None if label in exact else "renamed-label")

    def _renamed(self, table: Table, labels: Sequence[str]) -> Mapping[str, str]:
        found = _look_up(labels, self._titles(table, ""))
        rest = [label for label in labels if label not in found]
        if not rest:
            return found
        by_language = [_look_up(rest, self._titles(table, each)) for each in self._languages]
        # The language in which most headings are written decides where two disagree.
        for matches in sorted(by_language, key=len, reverse=True):
            found = {**matches, **found}
        return found

    def _titles(self, table: Table, language: str) -> Mapping[str, str]:
        key = table.name, language
        if key not in self._fields:
            texts = self._standard.texts(language) if language not in {"", "en"} else {}
            pairs = (
                (texts.get(f"field/{table.name}/{name}/title", ""), name)
                if texts
                else (field.title if language else name, name)
                for name, field in table.fields.items()
            )
            self._fields[key] = _unambiguous(pairs)
        return self._fields[key]

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        # No text about a table of others is translated.
        return ("en",) if self._standard.generic else self._standard.languages

    @cached_property
    def _tables(self) -> Mapping[str, str]:
        names = {fold(name): name for name in self._standard.tables}
        return {**_unambiguous(self._table_titles), **names}

    @cached_property
    def _singulars(self) -> Mapping[str, str]:
        return _unambiguous([(_singular(title), name) for title, name in self._table_titles])

    @cached_property
    def _table_titles(self) -> Sequence[tuple[str, str]]:
        tables = self._standard.tables
        titles = [(table.title, name) for name, table in tables.items()]
        for language in self._languages:
            texts = self._standard.texts(language)
            titles += [(texts.get(f"table/{name}/title", ""), name) for name in tables]
        return titles


def _unambiguous(pairs: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> Mapping[str, str]:
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for text, name in pairs:
        meanings[fold(text)].add(name)
    return {key: names.pop() for key, names in meanings.items() if key and len(names) == 1}


def _look_up(labels: Sequence[str], titles: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for label in labels:
        hint = _pattern(_HINT).match(label)
        name = titles.get(fold(label)) or (titles.get(fold(hint[1])) if hint else None)
        if name is not None:
            found[label] = name
    return found


def find_header(counts: Sequence[int]) -> int | None:
    """Return the index of the record whose labels name most fields, if there is just one."""
    most = max(counts, default=0)
    return counts.index(most) if most and Counter(counts)[most] == 1 else None
