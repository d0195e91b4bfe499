"""``README.md`` for people who open the package: what it holds, what is withheld, how to use it."""

import re
from collections.abc import Collection, Iterator

from openinnov.engine.sql import identifier
from openinnov.publication import iris
from openinnov.publication.files import CHECKSUMS, COMPRESSIONS, File, Output
from openinnov.publication.publisher import publisher_name
from openinnov.publication.synopsis import credit
from openinnov.standard import Standard
from openinnov.submission import ProtectedSubmission, Submission

PATH = "README.md"
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&])")
#: What each file, or each ending of files, stands for.
_FILES = {
    "*.csv": "the tables as text, for spreadsheets and programs",
    "*.parquet": "the same tables with typed columns",
    "*.sqlite": "the same tables in one database: SQLite",
    "*.nq": "the same as linked data: canonical N-Quads",
    "*.ttl": "linked data for people to read: Turtle",
    "*.trig": "linked data in the graph of this release: TriG",
    "*.jsonld": "linked data for programs: JSON-LD",
    "rdf/TABLE.jsonld": "the linked data of one table: JSON-LD",
    "*.rdf": "the entry for a data catalogue once more: RDF/XML",
    "croissant.json": "the tables for tools of machine learning: Croissant",
    "csvw.json": "what the columns mean, for converters: CSV on the Web",
    "datapackage-v1.json": "the description for tools that know Data Package 1.0 alone",
    "*.cff": "how to cite the package, for programs",
}
_PROFILES = {
    "public": "It may be given to everybody.",
    "partner": "It is for the partners of an agreement, not for the public.",
    "internal": "It is for use inside the publishing body, not for others.",
}
_OPEN = """\
Each table opens in a spreadsheet: import the file as text (UTF-8, comma), so that codes such as
`16.10` and `10-14` stay what they are. What each column means stands in `datapackage.json`.

```python
import openinnov

submission = openinnov.read("datapackage.json")
```

The files follow Data Package 2.0: `frictionless validate datapackage.json` checks them against
their schemas. Whether all files are as they were published, this command tells:

```sh
sha256sum -c SHA256SUMS
```
"""


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the file."""
    text = "\n".join(_sections(protected, output.files))
    output.write_text(PATH, text)


def plain(text: object) -> str:
    r"""Return a foreign text for one line of Markdown, without any markup.

    >>> print(plain("<b>a|b</b>"))
    \<b\>a\|b\</b\>
    """
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def _sections(protected: ProtectedSubmission, files: list[File]) -> Iterator[str]:
    submission = protected.submission
    descriptor = submission.descriptor or {}
    yield f"# {plain(descriptor['title'])}\n"
    if descriptor.get("openinnov:synthetic") is True:
        yield "**Synthetic data: records in this package were made up.**\n"
    yield f"{plain(descriptor['description'])}\n"
    yield from _identity(protected)
    yield "## Tables\n"
    yield "| table | records | what a record is |\n|---|--:|---|"
    for table in submission.tables:
        rows = submission.rows(table.name)
        yield f"| [{table.name}](data/{table.name}.csv) | {rows} | {plain(table.description)} |"
    yield "\n## What is withheld\n"
    yield from _withheld(submission)
    yield "\n## Licence and citation\n"
    yield from _licence(submission)
    yield "\n## How to open it\n"
    yield _OPEN
    yield "## Files\n"
    tables = submission.standard.tables
    for kind, text in _FILES.items():
        for name in sorted({_shown(file, tables) for file in files if _kind(file, tables) == kind}):
            yield f"* `{name}`: {text}"
    yield f"* `datapackage.json`: the description of all files\n* `{CHECKSUMS}`: their SHA-256\n"
    for name in sorted({file.compression for file in files if file.compression}):
        yield f"What ends with `{COMPRESSIONS[name].ending}` is compressed: `{name} -d FILE`.\n"


def _kind(file: File, tables: Collection[str]) -> str:
    if file.path in _FILES:
        return file.path
    of_a_table = file.suffix == ".jsonld" and file.stem in tables
    return "rdf/TABLE.jsonld" if of_a_table else f"*{file.suffix}"


def _shown(file: File, tables: Collection[str]) -> str:
    ending = COMPRESSIONS[file.compression].ending if file.compression else ""
    return _kind(file, tables) + ending


def _identity(protected: ProtectedSubmission) -> Iterator[str]:
    submission = protected.submission
    descriptor, standard = submission.descriptor or {}, submission.standard
    policy = protected.policy
    yield f"* Version {plain(descriptor['version'])}, made {plain(descriptor['created'])}"
    yield f"* Published by {plain(publisher_name(submission))}"
    yield f"* Profile {protected.profile}: {_PROFILES[protected.profile]}"
    yield f"* Follows version {standard.version} of: {plain(standard.title)}"
    named = " ".join(plain(policy[key]) for key in ("name", "version") if key in policy)
    yield f"* Protected under the policy {named}\n"


def _withheld(submission: Submission) -> Iterator[str]:
    columns = submission.columns.get("withheld", ())
    if "reason" not in columns or not submission.rows("withheld"):
        yield "Nothing: no notice says that a value was withheld."
        return
    yield "Each value or record that was withheld has a notice in [withheld](data/withheld.csv).\n"
    yield "| table | field | number | why | how |\n|---|---|--:|---|---|"
    for table, field, reason, technique, number in _notices(submission):
        what = "whole records" if field == "*" else f"`{field}`"
        why = _title(submission.standard, "withheld_reason", reason)
        how = _title(submission.standard, "protection_technique", technique)
        yield f"| `{table}` | {what} | {number} | {why} | {how} |"


def _notices(submission: Submission) -> list[tuple[str, str, str, str | None, str]]:
    """Return how much was withheld of each field, but no number that would tell something."""
    columns = submission.columns["withheld"]
    cells, technique = (
        identifier(name) if name in columns else "NULL" for name in ("cells", "technique")
    )
    number = f"CASE WHEN record_id = '*' THEN {cells} ELSE coalesce({cells}, '1') END"
    query = (
        f"SELECT table_name, field_name, reason, {technique} AS technique, "
        f"CASE WHEN count({number}) = count(*) THEN sum(CAST({number} AS BIGINT))::VARCHAR "
        "ELSE 'some' END FROM submitted.withheld GROUP BY ALL ORDER BY ALL"
    )
    rows: list[tuple[str, str, str, str | None, str]]
    rows = submission.connection.cursor().execute(query).fetchall()
    return rows


def _title(standard: Standard, codelist: str, code: str | None) -> str:
    known = standard.codelists[codelist].codes.get(code or "")
    return plain(known.title if known else code or "not said")


def _licence(submission: Submission) -> Iterator[str]:
    descriptor = submission.descriptor or {}
    codes = submission.standard.codelists["license"].codes
    names = []
    for licence in descriptor["licenses"]:
        code = codes.get(licence.get("name", ""))
        name = plain(licence.get("title") or (code.title if code else licence.get("name", "")))
        path = licence.get("path") or (code.iri if code else "")
        names.append(f"{name} <{path}>" if str(path).startswith("https://") else name)
    yield f"Licence: {', '.join(names)}.\n"
    yield f"Cite it as: {plain(credit(submission))}. <{iris.dataset(submission)}>"
