"""The standard as one data package, with the Table Schema of every table in it."""

import json
from typing import Any

from openinnov.standard import Standard


def table_schema(standard: Standard) -> dict[str, Any]:
    """Return the descriptor of a data package that has every table of the standard.

    >>> from openinnov.standard import load
    >>> table_schema(load())["resources"][0]["schema"]["primaryKey"]
    ['id']
    """
    descriptor: dict[str, Any] = json.loads((standard.root / "datapackage.json").read_text("utf-8"))
    resources = [
        resource | {"schema": standard.schema(resource["name"])}
        for resource in descriptor["resources"]
        if resource["name"] in standard.tables
    ]
    return descriptor | {"resources": resources}


def derive(standard: Standard, language: str = "en") -> str:
    """Return the descriptor as the text of a file."""
    return json.dumps(table_schema(standard), ensure_ascii=False, indent=2) + "\n"
