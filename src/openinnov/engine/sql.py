"""The words of SQL: every name passes `identifier`, every text `literal`."""


def identifier(name: str) -> str:
    """Quote a name.

    >>> identifier('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def matches(cell: str, pattern: str) -> str:
    """Say in SQL that the whole of a cell matches a pattern."""
    whole = rf"\A(?:{pattern})\z"
    return f"regexp_matches({cell}, {literal(whole)})"


def conjunction(conditions: list[str]) -> str:
    """Join conditions by AND; none of them is always true."""
    return " AND ".join(conditions) or "TRUE"
