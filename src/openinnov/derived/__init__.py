"""What follows from the standard: other ways to write it down, none of which is stored."""

from typing import Protocol

from openinnov.derived import (
    json_ld_context,
    json_schema,
    shacl,
    table_schema,
    vocabulary,
    vocabulary_page,
)
from openinnov.standard import Standard


class Derived(Protocol):
    """What each module provides that derives a file."""

    def derive(self, standard: Standard, language: str = "en") -> str:
        """Return the text of the file, with a line feed at its end.

        A file for people is in a language of reports; one for programs is the same in each.
        """


DERIVED: dict[str, Derived] = {
    "json-ld-context": json_ld_context,
    "json-schema": json_schema,
    "shacl": shacl,
    "table-schema": table_schema,
    "vocabulary": vocabulary,
    "vocabulary-page": vocabulary_page,
}
