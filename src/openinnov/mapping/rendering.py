"""The account of a mapping as text, for people at a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openinnov.mapping import Mapped

#: How many values, and reasons, are named.
_LINES = 10


def render(mapped: "Mapped") -> str:
    """Return the account of a mapping as lines of text."""
    return "\n".join(_lines(mapped))


def _lines(mapped: "Mapped") -> Iterator[str]:
    for source in mapped.summary["sources"]:
        done = source.get("gave_main_row", source.get("used"))
        kept_out = sum(source["kept_out"].values()) + source["quarantined"]
        yield f"{source['name']}. Records: {source['records']}. Mapped: {done}. Listed: {kept_out}."
    for table, counts in mapped.summary["tables"].items():
        yield f"{table}. Rows: {counts['rows']}."
    if mapped.complete:
        yield "Every record and value has its place."
        return
    reasons: dict[str, int] = {}
    for record in mapped.kept_out:
        reasons[record.reason] = reasons.get(record.reason, 0) + 1
    for reason, count in sorted(reasons.items()):
        yield f"Kept out, {reason}: {count}."
    lost = [line for line in mapped.unmapped if line.lost]
    for line in lost[:_LINES]:
        value = f" {line.value}" if line.value else ""
        yield f"No place, {line.reason}: {line.column}{value}. Cells: {line.cells}."
    if len(lost) > _LINES:
        yield f"Further columns and values without a place: {len(lost) - _LINES}."
    yield "All of them stand in kept-out.csv and unmapped.csv."
