"""What a submission itself tells of persons, so that their names are known in its texts."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from openinnov.detection.normalization import LIKENED, UNPARTED
from openinnov.engine.sql import identifier, literal
from openinnov.engine.views import is_prose
from openinnov.standard import DIRECT_IDENTIFIER, Table

#: How many letters one name has at most, its title included.
_LONGEST_SINGLE = 60
_LIKE, _LIKENED = (literal("".join(map(chr, own))) for own in (LIKENED, LIKENED.values()))
_ABOUT_PERSONS = ("personal", "intake")


def is_person(table: Table) -> str:
    """Return SQL that is true in a row that is about one person.

    An empty flag says of nobody that it is one; any text but ``false`` counts as if it did.
    """
    if table.individual is None:
        return "FALSE"
    return f"coalesce({identifier(table.individual.when)}, 'false') <> 'false'"


def words_in(text: str) -> str:
    """Return SQL of the words of a text without case and accents."""
    return f"regexp_extract_all({folded(text)}, '[\\p{{L}}\\p{{N}}]+')"


def folded(text: str) -> str:
    """Return SQL of a text without case and accents; both sides of a comparison pass it."""
    return f"replace(translate(strip_accents(lower({text})), {_LIKE}, {_LIKENED}), 'ß', 'ss')"


def is_unparted(text: str) -> str:
    """Return SQL that is true of a text in a script in which no blank parts two words."""
    return f"regexp_matches({text}, {literal(f'[{UNPARTED}]')})"


def about_persons(
    tables: Sequence[Table], columns: Mapping[str, Sequence[str]], source: Callable[[str], str]
) -> Iterator[str]:
    """Yield queries of what names a person; `source` says in SQL where a table stands."""
    for table in tables:
        for name in columns[table.name]:
            field = table.fields[name]
            # An address is found in a text by its form.
            identifying = field.privacy == DIRECT_IDENTIFIER and field.type == "string"
            if table.kind in _ABOUT_PERSONS and identifying:
                yield _distinct(source(table.name), name, "TRUE")
            if table.individual and name in table.individual.fields:
                yield _distinct(source(table.name), name, is_person(table))


def single_names(
    tables: Sequence[Table],
    columns: Mapping[str, Sequence[str]],
    source: Callable[[str], str],
    organizations: Collection[str],
) -> Iterator[str]:
    """Yield queries of what names a person in a word or two, with the organization of each.

    `organizations` are the tables of these, whether they were submitted or not.
    """
    for table in tables:
        own, place = table.individual, source(table.name)
        if own:
            key = table.primary_key[0]
            for name in own.fields:
                if name in columns[table.name] and is_prose(table.fields[name]):
                    yield _single(place, name, key, is_person(table))
        if table.kind not in _ABOUT_PERSONS:
            continue
        fields = [table.fields[name] for name in columns[table.name]]
        named = [f for f in fields if f.reference and f.reference.table in organizations]
        for field in fields:
            if field.privacy == DIRECT_IDENTIFIER and is_prose(field):
                yield from (_single(place, field.name, each.name, "TRUE") for each in named)


def public_names(
    tables: Sequence[Table], columns: Mapping[str, Sequence[str]], source: Callable[[str], str]
) -> Iterator[str]:
    """Yield queries of the names of organizations, which win over those of persons."""
    for table in tables:
        for name in table.individual.fields if table.individual else ():
            if name in columns[table.name] and is_prose(table.fields[name]):
                yield _distinct(source(table.name), name, f"NOT {is_person(table)}")


def _single(source: str, name: str, organization: str, where: str) -> str:
    cell, organization = identifier(name), identifier(organization)
    return (
        f"SELECT DISTINCT {cell} AS value, {organization} AS organization FROM {source} "
        f"WHERE {cell} IS NOT NULL AND {organization} IS NOT NULL AND {where} "
        f"AND length({cell}) < {_LONGEST_SINGLE} AND len({words_in(cell)}) <= 2"
    )


def _distinct(source: str, name: str, where: str) -> str:
    cell = identifier(name)
    return f"SELECT DISTINCT {cell} AS value FROM {source} WHERE {cell} IS NOT NULL AND {where}"
