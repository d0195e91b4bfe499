"""``README.md`` for people who open a package of others' tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openinnov.packaging.tables import Table
from openinnov.publication.files import CHECKSUMS, Output
from openinnov.publication.readme import PATH, plain

_OPEN = f"""\
## How to use it

Each table opens in a spreadsheet: import the file as text (UTF-8, comma), so that codes such as
`16.10` and `007` stay what they are. What each column means stands in `datapackage.json`. The
Parquet files hold the same rows with types, for programs.

The files follow Data Package 2.0: `frictionless validate datapackage.json` checks them against
their schemas. Whether all files are as they were written, this command tells:

```sh
sha256sum -c {CHECKSUMS}
```
"""


def write(said: Mapping[str, Any], tables: Sequence[Table], output: Output) -> None:
    """Write the file."""
    output.write_text(PATH, "\n".join(_sections(said, tables)))


def _sections(said: Mapping[str, Any], tables: Sequence[Table]) -> Iterator[str]:
    yield f"# {plain(said.get('title') or said['name'])}\n"
    if "description" in said:
        yield f"{plain(said['description'])}\n"
    if "version" in said:
        yield f"Version {plain(said['version'])}.\n"
    yield "## Tables\n"
    yield "| table | records | what it holds |\n|---|--:|---|"
    for table in tables:
        about = plain(table.title or table.description)
        yield f"| [{table.name}]({table.path}) | {table.rows} | {about} |"
    yield ""
    for table in tables:
        yield f"### {table.name}\n"
        yield "| field | type | what it means |\n|---|---|---|"
        for note in table.notes:
            about = plain(note.get("description") or note.get("title") or "")
            yield f"| {plain(note['name'])} | {plain(note.get('type', 'string'))} | {about} |"
        yield ""
    yield _OPEN
    yield "## Licence\n"
    for licence in said["licenses"]:
        names = [str(licence[key]) for key in ("title", "name") if licence.get(key)]
        name = plain(names[0]) if names else ""
        path = f"<{licence['path']}>" if "path" in licence else ""
        yield f"* {' '.join(part for part in (name, path) if part)}"
    yield ""
