"""Code tables: what a foreign text stands for in a codelist of the standard."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openinnov.exceptions import MappingError
from openinnov.mapping.ids import normalise
from openinnov.standard import Codelist, Field, Standard

_HEADER = ["from", "to"]


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The codes that stand for each normalised text."""

    codes: Mapping[str, tuple[str, ...]]

    def get(self, text: str) -> tuple[str, ...]:
        """Return the codes for a text, or none of them."""
        return self.codes.get(normalise(text), ())

    def suggestion(self, text: str) -> str | None:
        """Return the code for the known text that is most like this one."""
        import difflib

        near = difflib.get_close_matches(normalise(text), self.codes, n=1, cutoff=0.8)
        return ";".join(self.codes[near[0]]) if near else None


def read_table(file: Path, place: str) -> CodeTable:
    """Read a code table, or raise `MappingError`; `place` is the key that names it."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise MappingError(f"{place}: there is no file {file.name} beside the mapping") from error
    except UnicodeDecodeError as error:
        raise MappingError(f"{place}: byte {error.start} of {file.name} is not UTF-8") from error
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if rows[:1] != [_HEADER]:
        raise MappingError(f"{place}: the first line of {file.name} should be from,to")
    codes: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(_HEADER) or not normalise(row[0]) or not row[1]:
            raise MappingError(f"{place}: record {number} of {file.name} should be from,to")
        known = codes.setdefault(normalise(row[0]), ())
        if row[1] not in known:
            codes[normalise(row[0])] = (*known, row[1])
    return CodeTable(codes)


def standard_table(standard: Standard, field: Field, language: str) -> CodeTable:
    """Return the table of a field's own codes, their aliases, and their titles in a language.

    Where several codes share a title, the first of the list has it: the broader one.
    """
    codes: dict[str, tuple[str, ...]] = {}
    lists = [standard.codelists[name] for name in field.codelists]
    for codelist in lists:
        for code in codelist.codes.values():
            target = code.replaced_by if code.status == "alias" else code.code
            codes.setdefault(normalise(code.code), (target,))
    for codelist in lists:
        for name, title in _titles(standard, codelist, language).items():
            codes.setdefault(normalise(title), (name,))
    return CodeTable(codes)


def known_codes(standard: Standard, field: Field) -> frozenset[str]:
    """Return the codes that a cell of the field may hold."""
    return frozenset(c for name in field.codelists for c in standard.codelists[name].valid)


def _titles(standard: Standard, codelist: Codelist, language: str) -> dict[str, str]:
    texts = standard.texts(language) or standard.texts(language.partition("-")[0])
    if language.partition("-")[0] == "en":
        return {code: codelist.codes[code].title for code in codelist.valid}
    keys = {code: f"codelist/{codelist.name}/{code}/title" for code in codelist.valid}
    return {code: texts[key] for code, key in keys.items() if key in texts}
