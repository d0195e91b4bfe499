"""The queries that find what records lack and what they have too much, in the tables of facts."""

from collections.abc import Iterator


def queries() -> Iterator[tuple[str, str]]:
    """Yield what to say of each row of a query, with the names and the number in it."""
    yield (
        "{0} statements are about no record of a table",
        "SELECT count(*) FROM temp.fact WHERE tbl IS NULL HAVING count(*) > 0",
    )
    yield (
        "{1} records of {0} do not have its class",
        (
            "SELECT tbl, count(*) FROM (SELECT tbl, record FROM temp.fact WHERE tbl IS NOT NULL "
            "GROUP BY ALL HAVING NOT bool_or(classed) AND NOT bool_and(related)) "
            "GROUP BY tbl ORDER BY tbl"
        ),
    )
    yield (
        "{1} statements give records of {0} a class of others",
        ("SELECT tbl, count(*) FROM temp.fact WHERE typed AND NOT good GROUP BY tbl ORDER BY tbl"),
    )
    yield (
        "{1} statements about records of {0} have a property that no field has",
        (
            "SELECT tbl, count(*) FROM temp.fact WHERE tbl IS NOT NULL AND place IS NULL "
            "GROUP BY tbl ORDER BY tbl"
        ),
    )
    yield from _of_fields()


def _of_fields() -> Iterator[tuple[str, str]]:
    """Yield the queries about the values of fields, and those that are missing."""
    yield (
        "{2} values of {0}.{1} do not have the form that the field asks for",
        _counted("SELECT * FROM temp.fact WHERE NOT good AND NOT typed"),
    )
    yield (
        "{2} records of {0} have several values of {1}",
        _counted(
            "SELECT tbl, record, place FROM temp.fact SEMI JOIN "
            "(SELECT place FROM temp.place WHERE once) USING (place) "
            "GROUP BY ALL HAVING count(DISTINCT value) > 1"
        ),
    )
    yield (
        "{2} records of {0} lack {1}, and no notice says why",
        _counted(
            "SELECT tbl, record, place FROM temp.record JOIN "
            "(SELECT tbl, place FROM temp.place WHERE required) USING (tbl) "
            "ANTI JOIN temp.fact USING (record, place)"
        ),
    )
    yield (
        "{2} references of {0}.{1} lead to no record",
        _counted(
            "SELECT fact.tbl, record, place FROM temp.fact JOIN temp.place USING (place) "
            "ANTI JOIN (SELECT tbl AS target, record AS aim FROM temp.record) "
            "USING (target, aim) WHERE good AND aim IS NOT NULL"
        ),
    )


def _counted(rows: str) -> str:
    """Return SQL that counts rows by the field that they are about, unless a notice is about it."""
    return (
        "SELECT own.tbl, coalesce(own.field, own.property), count(*) "
        f"FROM ({rows}) AS bad JOIN temp.place AS own USING (place) WHERE NOT EXISTS ("
        "SELECT 1 FROM temp.notice AS about WHERE about.tbl = own.tbl "
        "AND coalesce(about.field = own.field, about.field IS NULL) "
        "AND coalesce(about.record = bad.record, about.record IS NULL)) "
        "GROUP BY ALL ORDER BY ALL"
    )
