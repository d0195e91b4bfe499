"""How much of what is planted in the corpus is found, by kind, sort and script.

``python tests/scrub_recall.py`` writes the tables into the documentation; a test keeps them equal.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hard_negatives import hard_negatives
from scrub_corpus import Planted, frames, listed_names
from scrub_numbers import planted

from openinnov import detection

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "free-text.md"
_BEGIN, _END = "<!-- tables -->\n", "<!-- end of the tables -->\n"
_ORGANIZATIONS = ("Jane Doe Foundation", "Ahmad Siti")
#: Countries of the submission in which what is no personal data stands.
_REGIONS = ("BD", "GB", "FR")


@dataclass
class Recall:
    """What was found in the corpus, each count by what it is about."""

    planted: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Texts in which more was found than is planted, by kind.
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    missed: list[Planted] = field(default_factory=list)
    negatives: int = 0

    def of(self, kind: str, about: str = "") -> float:
        """Return which share of a kind was found, of all or of one sort or script."""
        return self.found[kind, about] / self.planted[kind, about]

    @property
    def precision(self) -> float:
        """Return which share of what was found is planted."""
        right = sum(count for (_, about), count in self.found.items() if about == "")
        return right / (right + len(self.wrong))


@cache
def recall() -> Recall:
    """Search the corpus, and say what was found."""
    known, result = detection.known(listed_names(), _ORGANIZATIONS), Recall()
    for item in planted():
        matches = detection.find(item.text, regions=item.regions, known=known)
        letters = _letters(item.text, item.start, item.end)
        found: set[int] = set()
        for match in matches:
            own = _letters(item.text, match.start, match.end)
            if match.kind == item.kind and own <= letters:
                found |= own
            else:
                result.wrong.append((match.kind, item.sort, item.text))
        if found != letters:
            result.missed.append(item)
        for about in ("", item.sort, item.script):
            result.planted[item.kind, about] += 1
            result.found[item.kind, about] += found == letters
    for sort, text in hard_negatives():
        result.negatives += 1
        matches = detection.find(text, regions=_REGIONS, known=known)
        result.wrong += [(match.kind, sort, text) for match in matches]
    return result


def _letters(text: str, start: int, end: int) -> set[int]:
    return {place for place in range(start, end) if text[place].isalnum()}


def tables() -> str:
    """Return the tables of the documentation."""
    result = recall()
    kinds = [kind for kind, about in result.planted if about == ""]
    lines = ["| script | " + " | ".join(kinds) + " |", "| --- |" + " --- |" * len(kinds)]
    for script in ["", *frames()]:
        cells = [_cell(result, kind, script) for kind in kinds]
        lines.append(f"| {script or '**all**'} | {' | '.join(cells)} |")
    lines += ["", "| kind | sort | found |", "| --- | --- | --- |"]
    for kind, about in result.planted:
        if about and about not in frames():
            lines.append(f"| {kind} | {about.strip()} | {_cell(result, kind, about)} |")
    lines += [
        "",
        (
            f"In {result.negatives:,} texts without personal data and around what is planted, "
            f"{len(result.wrong)} pieces were found that are none: a precision of "
            f"{result.precision:.4f}."
        ),
        "",
    ]
    return "\n".join(lines)


def _cell(result: Recall, kind: str, about: str) -> str:
    if not result.planted[kind, about]:
        return "–"
    return f"{result.found[kind, about]} of {result.planted[kind, about]}"


def page() -> str:
    """Return the page of the documentation with the tables as they are now."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    _, _, behind = rest.partition(_END)
    return f"{before}{_BEGIN}{tables()}{_END}{behind}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
