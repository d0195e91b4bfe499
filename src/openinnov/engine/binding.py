"""Whether the rules of a standard fit its tables: asked of a standard that we do not ship."""

from openinnov.engine.duckdb import create_empty, open_database
from openinnov.engine.lists import create_codelists, create_dated_codes, create_lookups
from openinnov.engine.rules import PREVIOUS, needs, rule_query
from openinnov.engine.views import RULE_VIEWS, create_descriptor_view, create_rule_views
from openinnov.exceptions import StandardError
from openinnov.standard import Standard


def check_rules(standard: Standard) -> None:
    """Raise `StandardError` when the query of a rule does not fit empty tables of its standard."""
    import duckdb

    database, tables = open_database(standard), standard.tables.values()
    required = {name: needs(standard, rule) for name, rule in standard.rules.items()}
    words = {word for need in required.values() for word in need.words}
    create_rule_views(database, tables, RULE_VIEWS)
    create_empty(database, tables)
    create_empty(database, tables, prefix=PREVIOUS)
    create_descriptor_view(database, {}, 1)
    lists = {name for need in required.values() for name in need.codelists}
    create_codelists(database, standard, sorted(lists), words, ())
    lookups = {name for need in required.values() for name in need.lookups}
    create_lookups(database, standard, sorted(lookups), words)
    create_dated_codes(database, standard, tables, ())
    for name, rule in standard.rules.items():
        try:
            database.execute(f"EXPLAIN {rule_query(rule)}")
        except duckdb.Error as error:
            first = str(error).partition("\n")[0]
            raise StandardError(f"rules/{name}.sql: does not fit the tables: {first}") from None
