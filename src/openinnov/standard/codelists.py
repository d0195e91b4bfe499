"""The codelists of a standard."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from openinnov.exceptions import StandardError
from openinnov.standard.files import read_cells, refuse_repeated
from openinnov.standard.values import CODE_STATUSES, Code, Codelist

_COLUMNS = (
    "code",
    "title",
    "definition",
    "status",
    "valid_from",
    "valid_to",
    "replaced_by",
    "iri",
)


class Codelists(Mapping[str, Codelist]):
    """The codelists of a standard, each read when it is asked for: most runs need few of them."""

    def __init__(self, root: Path) -> None:
        """Read which codelists there are, or raise `StandardError`."""
        self._root = root
        rows = list(read_cells(root / "codelists.csv", "codelists.csv", ("name", "title")))
        refuse_repeated([name for name, *_ in rows], "codelists.csv")
        self._titles = {name: title for name, title, *_ in rows}
        self._read: Callable[[str], Codelist] = cache(self._codelist)

    def __getitem__(self, name: str) -> Codelist:
        """Return a codelist, or raise `StandardError` where its file is faulty."""
        if name not in self._titles:
            raise KeyError(name)
        return self._read(name)

    def __contains__(self, name: object) -> bool:
        return name in self._titles  # Without reading the list, which the inherited method does.

    def __iter__(self) -> Iterator[str]:
        return iter(self._titles)

    def __len__(self) -> int:
        return len(self._titles)

    def _codelist(self, name: str) -> Codelist:
        file = f"codelists/{name}.csv"
        codes = [
            Code(*row[: len(_COLUMNS)]) for row in read_cells(self._root / file, file, _COLUMNS)
        ]
        if not codes:
            raise StandardError(f"{file}: a codelist has a code at least")
        refuse_repeated([code.code for code in codes], file)
        known = {code.code: code for code in codes}
        for code in codes:
            if code.status not in CODE_STATUSES:
                raise StandardError(
                    f"{file}: {code.code}: status must be one of {', '.join(CODE_STATUSES)}"
                )
            if code.replaced_by and code.replaced_by not in known:
                raise StandardError(
                    f"{file}: {code.code}: it is replaced by {code.replaced_by}, which is no code"
                )
        return Codelist(name, self._titles[name], known)
