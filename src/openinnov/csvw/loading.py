"""Metadata read from JSON into what they say of tables, and checked on the way.

Specification: Metadata Vocabulary for Tabular Data, section 5. What it wants to be an error is one;
what it wants to be a warning is left out, as if it were not there.
"""

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urljoin

import uritemplate

from openinnov.csvw import references
from openinnov.csvw.checking import check_object
from openinnov.csvw.datatypes import datatype
from openinnov.csvw.metadata import Column, Dialect, Table
from openinnov.csvw.vocabulary import NAMESPACE
from openinnov.exceptions import MetadataError

_INHERITED = (
    *("aboutUrl", "datatype", "default", "lang", "null", "ordered", "propertyUrl", "required"),
    *("separator", "valueUrl"),
)
_CONTEXT = {"@base", "@language"}


class Loader:
    """Reads metadata; all that they name has to lie in their folder."""

    def __init__(self, folder: Path, base: str) -> None:
        #: The folder that stands for the base of all addresses.
        self._folder = folder
        self._base = base
        self._language: str | None = None

    def tables(self, file: Path) -> list[Table]:
        """Return the tables of a document; raise `MetadataError` where it is faulty."""
        return self.described(self._json(file), urljoin(self._base, quote(file.name)))

    def described(self, document: Mapping[str, Any], url: str) -> list[Table]:
        """Return the tables that a document at an address describes."""
        url = self._context(document.get("@context"), url)
        if "tables" not in document and "url" not in document:
            raise MetadataError("the metadata say neither tables nor url: name the CSV file")
        if "tables" not in document:
            group: Mapping[str, Any] = {}
            described = [document]
        else:
            group = document
            check_object(document, "TableGroup", "metadata")
            described = [each for each in _array(document["tables"]) if isinstance(each, dict)]
            if not described:
                raise MetadataError("tables should be a list of one table at least")
        resolved = [(each, self._schema(each, url)) for each in described]
        references.check(resolved, url)
        return [self._table(each, schema, group, url) for each, schema in resolved]

    def _context(self, context: object, url: str) -> str:
        """Return the base that a context gives; note its language."""
        local = context[1] if isinstance(context, list) and len(context) > 1 else {}
        name = context[0] if isinstance(context, list) and context else context
        if name != NAMESPACE or not isinstance(local, dict) or local.keys() - _CONTEXT:
            raise MetadataError(
                f"@context should be {NAMESPACE}, or a list of it and an object with @base or "
                "@language"
            )
        self._language = local.get("@language")
        return urljoin(url, str(local.get("@base", "")))

    def _schema(self, table: Mapping[str, Any], url: str) -> Mapping[str, Any]:
        """Return the schema of a table, with its address as `@id` if it stands elsewhere."""
        found = table.get("tableSchema", {})
        if isinstance(found, str):
            address = urljoin(url, found)
            return {**self._json(self._file(address)), "@id": address}
        return found if isinstance(found, dict) else {}

    def _table(
        self,
        table: Mapping[str, Any],
        schema: Mapping[str, Any],
        group: Mapping[str, Any],
        url: str,
    ) -> Table:
        check_object(table, "Table", "a table")
        if not isinstance(table.get("url"), str):
            raise MetadataError("a table has no url: name its CSV file")
        address = urljoin(url, table["url"])
        where = PurePosixPath(table["url"]).name
        check_object(schema, "Schema", f"{where}, tableSchema")
        for each in _array(table.get("transformations", group.get("transformations", []))):
            if isinstance(each, dict):
                check_object(each, "Template", f"{where}, transformations")
        dialect = table.get("dialect", group.get("dialect", {}))
        inherited = {**_inherited(group), **_inherited(table), **_inherited(schema)}
        return Table(
            url=address,
            file=self._file(address),
            columns=self._columns(schema, inherited, where) if "columns" in schema else None,
            dialect=_dialect(dialect if isinstance(dialect, dict) else {}, where),
            suppressed=table.get("suppressOutput") is True,
            inherited=inherited,
        )

    def _columns(
        self, schema: Mapping[str, Any], inherited: Mapping[str, Any], where: str
    ) -> tuple[Column, ...]:
        described = [each for each in _array(schema["columns"]) if isinstance(each, dict)]
        columns = tuple(
            self.column({**inherited, **_inherited(each)}, each, number, where)
            for number, each in enumerate(described, start=1)
        )
        names = [column.name for column in columns]
        if len(set(names)) < len(names):
            raise MetadataError(f"{where}: two columns have the same name")
        virtual = [column.virtual for column in columns]
        if virtual != sorted(virtual):
            raise MetadataError(f"{where}: virtual columns come after all others")
        return columns

    def column(
        self, given: Mapping[str, Any], described: Mapping[str, Any], number: int, where: str
    ) -> Column:
        """Return a column; `given` is what it inherits and says itself."""
        where = f"{where}, column {number}"
        check_object(described, "Column", where)
        titles = self._titles(described.get("titles"))
        name = described.get("name")
        if not isinstance(name, str) or name.startswith("_"):
            name = quote(titles[0], safe="") if titles else f"_col.{number}"
        null = given.get("null", "")
        return Column(
            name=name,
            titles=titles,
            virtual=described.get("virtual") is True,
            suppressed=described.get("suppressOutput") is True,
            about=_template(given.get("aboutUrl")),
            property=_template(given.get("propertyUrl")),
            value=_template(given.get("valueUrl")),
            datatype=datatype(given.get("datatype", "string"), where),
            default=str(given.get("default", "")),
            lang=str(given.get("lang", "und")),
            null=tuple(each for each in _array(null) if isinstance(each, str)),
            ordered=given.get("ordered") is True,
            required=given.get("required") is True,
            separator=given.get("separator") or None,
        )

    def _titles(self, stated: object) -> tuple[str, ...]:
        if isinstance(stated, dict):
            return tuple(str(each) for titles in stated.values() for each in _array(titles))
        return tuple(each for each in _array(stated or []) if isinstance(each, str))

    def _file(self, address: str) -> Path:
        """Return the file that stands for an address; nothing is fetched."""
        if not address.startswith(self._base):
            raise MetadataError(f"{address}: lies elsewhere, and nothing is fetched: copy it here")
        relative = unquote(address.removeprefix(self._base).partition("#")[0].partition("?")[0])
        file = (self._folder / relative).resolve()
        if not file.is_relative_to(self._folder.resolve()):
            raise MetadataError(f"{relative}: lies outside of the folder of the metadata")
        return file

    def _json(self, file: Path) -> Mapping[str, Any]:
        try:
            document = json.loads(file.read_bytes())
        except OSError as error:
            raise MetadataError(f"{file.name}: cannot be read: {error.strerror}") from None
        except (ValueError, RecursionError):
            raise MetadataError(f"{file.name}: is no JSON") from None
        if not isinstance(document, dict):
            raise MetadataError(f"{file.name}: should hold an object")
        return document


def _array(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []


def _inherited(described: Mapping[str, Any]) -> dict[str, Any]:
    return {key: described[key] for key in _INHERITED if key in described}


def _template(stated: object) -> uritemplate.URITemplate | None:
    return uritemplate.URITemplate(stated) if isinstance(stated, str) else None


def _dialect(stated: Mapping[str, Any], where: str) -> Dialect:
    check_object(stated, "Dialect", f"{where}, dialect")
    header = stated.get("header", True) is not False
    trim = stated.get("trim", False)
    skips = stated.get("skipInitialSpace") is True
    return Dialect(
        encoding=str(stated.get("encoding", "utf-8")),
        delimiter=str(stated.get("delimiter", ",")),
        quote_char=stated.get("quoteChar", '"'),
        double_quote=stated.get("doubleQuote", True) is not False,
        skip_rows=_count(stated.get("skipRows", 0)),
        comment_prefix=stated.get("commentPrefix", "#"),
        header_rows=_count(stated.get("headerRowCount", 1 if header else 0)),
        skip_columns=_count(stated.get("skipColumns", 0)),
        skip_blank_rows=stated.get("skipBlankRows") is True,
        skip_initial_space=skips,
        trim={True: "both", "true": "both", "start": "start", "end": "end"}.get(
            trim, "start" if skips else ""
        ),
    )


def _count(stated: object) -> int:
    return stated if isinstance(stated, int) and stated >= 0 else 0
