"""Search the public texts of a submission; what cannot match never leaves the database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from openinnov.engine.sql import identifier, literal
from openinnov.standard import Field, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_DIGIT = r"[\p{Nd}\p{Nl}\p{No}]"
_BETWEEN = r"[ ().\-/\t\r\n\p{Z}\p{Pd}\x{2024}-\x{2026}]"
_POINT = r"[.\x{2024}]"
#: Pattern of RE2 for cells that may hold personal data: it passes too much, and never too little.
MAY_MATCH = (
    r"(?s)@"
    # Full-width and mathematical letters, and what nobody sees, are left to the detectors.
    r"|[\p{Cf}\x{2070}-\x{218F}\x{2460}-\x{24FF}\x{FB00}-\x{FDFF}\x{FE50}-\x{FEFF}"
    r"\x{FF00}-\x{FFEF}\x{1D400}-\x{1D7FF}\x{1F100}-\x{1F1FF}\x{1FBF0}-\x{1FBF9}]"
    rf"|{_DIGIT}(?:{_BETWEEN}*{_DIGIT}){{5}}"
    # An account may hold few digits more than the two behind its country.
    rf"|[A-Za-z]{{2}}{_DIGIT}{{2}}(?:{_BETWEEN})?(?:[A-Za-z]|{_DIGIT}){{4}}"
    # Of a place on the map, the three places behind the points: each copy of all the world's digits
    # has to be compiled.
    rf"|(?:{_POINT}{_DIGIT}{{3}}.*){{2}}"
    r"|(?i:[(\[{<][\s\p{Z}]?at[\s\p{Z}]?[)\]}>]|[\s\p{Z}]dot[\s\p{Z}])"
    # Numbers of companies in Brazil have letters among their digits.
    r"|(?i:cnpj)"
    r"|(?i:token|key|sig|signature|secret|password|passwd|pwd|auth)="
)
#: The same for cells that may encode something, as web addresses do.
MAY_HOLD = rf"{MAY_MATCH}|[%+]"
#: How many cells are fetched at a time.
_BATCH = 10_000
#: A prefix begins with a country, or with "int", which has no telephone numbers.
_ISO_3166_LENGTH = 2
#: Types of fields that are no texts in people's own words, and may hold any text.
_SHORT = ("code", "list", "uri")
#: Kinds of tables whose ids come from tools that may use a telephone number.
_ABOUT_PERSONS = ("personal", "intake", "microdata")


def regions_of(descriptor: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Return the country of the publisher, whose telephone numbers need no country code."""
    prefix = str((descriptor or {}).get("openinnov:prefix") or "")
    region = prefix.partition("-")[0].upper()
    return (region,) if len(region) == _ISO_3166_LENGTH else ()


def fill_matches(
    database: "DuckDBPyConnection",
    tables: Iterable[Table],
    *,
    descriptor: Mapping[str, Any] | None = None,
    regions: Sequence[str] = (),
) -> None:
    """Fill the temporary table ``personal_data_match`` with what the public texts hold.

    Web addresses and codes of open lists are texts as well. So are the ids of persons and answers;
    they stand there as the field ``id``.
    """
    places, tables = (*regions, *regions_of(descriptor)), tuple(tables)
    queries = [_TEXTS, *(_ids(table) for table in tables if table.kind in _ABOUT_PERSONS)]
    short = [query for table in tables for query in _short(table)]
    if short:
        # The pattern stands there once, since to compile it takes longer than to search few cells.
        cells = " UNION ALL ".join(short)
        queries.append(f"SELECT * FROM ({cells}) WHERE regexp_matches(value, {literal(MAY_HOLD)})")
    for query in queries:
        found: list[tuple[str, int, str, str]] = []
        matches = database.execute(query)
        while batch := matches.fetchmany(_BATCH):
            from openinnov.detection.search import RULE_KINDS, holds  # Seldom needed, and large.

            found += [
                (table, row, field, kind)
                for table, row, field, text in batch
                for kind in holds(text, kinds=RULE_KINDS, regions=places)
            ]
        if found:
            database.execute(_INSERT, [list(column) for column in zip(*found, strict=True)])


_TEXTS = (
    "SELECT table_name, _row, field_name, value FROM text_cell "
    f"WHERE public AND regexp_matches(value, {literal(MAY_MATCH)})"
)
_INSERT = (
    "INSERT INTO temp.personal_data_match SELECT unnest(?::VARCHAR[]), unnest(?::BIGINT[]), "
    "unnest(?::VARCHAR[]), unnest(?::VARCHAR[])"
)


def is_short_text(field: Field) -> bool:
    """Say whether a field may hold any text, though in the form of an address, a code or a list.

    Of the codes of a closed list validation says so, but for languages, whose tags are many.
    """
    return field.type in _SHORT and not field.closed


def _short(table: Table) -> Iterator[str]:
    """Yield a query of each public field of short texts of any kind that is no ``text_cell``."""
    for name, field in table.fields.items():
        if field.privacy == "public" and is_short_text(field):
            yield (
                f"SELECT {literal(table.name)} AS table_name, _row, {literal(name)} AS field_name, "
                f"{identifier(name)} AS value FROM submitted.{identifier(table.name)}"
            )


def _ids(table: Table) -> str:
    cell = " || '/' || ".join(identifier(name) for name in table.primary_key)
    return (
        f"SELECT {literal(table.name)}, _row, 'id', {cell} FROM submitted.{identifier(table.name)} "
        f"WHERE regexp_matches({cell}, {literal(MAY_MATCH)})"
    )
