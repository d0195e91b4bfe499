"""Finding what may stand in the place of a bad value of a field."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openinnov.engine.checks import good_cell
from openinnov.engine.sql import identifier, literal
from openinnov.reading.headings import SPACE, fold
from openinnov.repair import spelling
from openinnov.repair.codes import Codes, plain
from openinnov.standard import Field
from openinnov.submission import Submission

#: The checks of which a bad value may have a good spelling.
REPAIRABLE = frozenset(
    ("codelist", "foreign-key", "pattern", "surrounding-space", "type", "unlisted-code")
)
#: How like a code or title a text has to be, and how much more than to the next one.
_LIKE, _LEAD = 0.9, 0.02
_SEPARATOR = ";"
#: What people write between the items of a list: commas of several scripts, bars, line ends.
_OTHER_SEPARATORS = ",\u060c\uff0c\u3001|\n"
_DATES = frozenset(("date", "partial_date"))
_YEAR_LAST = "[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}"
_SPELLINGS: Mapping[str, Callable[[str], str | None]] = {
    "boolean": spelling.truth,
    "decimal": spelling.number,
    "integer": spelling.whole_number,
    "language": spelling.tag,
    "number": spelling.number,
    "uri": spelling.address,
    "year": spelling.whole_number,
}
_LIKENESS = """
SELECT v, k, jaro_winkler_similarity(v, k)
FROM (SELECT unnest(?::varchar[]) AS v), (SELECT unnest(?::varchar[]) AS k)
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may stand in a cell instead."""

    text: str
    #: Whether it says the same in another spelling.
    safe: bool


class Suggester:
    """Suggests values for the fields of a submission; what it works out once, it keeps."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._standard = submission.standard
        self._codes: dict[tuple[str, ...], Codes] = {}

    def suggest(
        self, table: str, name: str, values: Collection[str], *, guess: bool = True
    ) -> Mapping[str, Suggestion]:
        """Return what may stand in a field instead of each of these values, where that is known.

        Without guesses, only what is safe is looked for.
        """
        field = self._standard.tables[table].fields[name]
        orders = self._orders(table, field)
        offers = {value: list(self._spellings(field, value, orders)) for value in values}
        if guess:
            self._add_guesses(field, offers)
        good = self._good(field, {each.text for offer in offers.values() for each in offer})
        found = {}
        for value, offer in offers.items():
            fit = [each for each in offer if each.text in good and each.text != value]
            if fit and (guess or fit[0].safe) and not _differ_in_case(fit):
                found[value] = fit[0]
        return found

    def expected(self, table: str, name: str, values: Sequence[str], limit: int) -> Sequence[str]:
        """Return a few of the codes of a field, those nearest to the values first."""
        field = self._standard.tables[table].fields[name]
        codes = self._codes_of(field)
        items = _items(field, values)
        meant = [code for item in items if (code := codes.code(item)) is not None]
        likeness: dict[str, float] = {}
        for ranked in self._ranked(codes, items).values():
            for code, like in ranked:
                likeness[code] = max(like, likeness.get(code, 0))
        near = sorted(likeness, key=lambda code: (-likeness[code], codes.valid.index(code)))
        return list(dict.fromkeys([*meant, *near]))[:limit]

    def _orders(self, table: str, field: Field) -> frozenset[bool]:
        """Return whether days go before months in the dates of a column that tell."""
        if field.type not in _DATES:
            return frozenset()
        cell = identifier(field.name)
        rows = self._submission.connection.execute(
            f"SELECT DISTINCT {cell} FROM submitted.{identifier(table)} "
            f"WHERE regexp_matches({cell}, {literal(_YEAR_LAST)})"
        ).fetchall()
        told = (spelling.day_first(text.strip(SPACE)) for (text,) in rows)
        return frozenset(order for order in told if order is not None)

    def _spellings(self, field: Field, value: str, orders: frozenset[bool]) -> Iterator[Suggestion]:
        """Yield other spellings of a value, the likeliest first."""
        text = value.strip(SPACE)
        yield Suggestion(text, safe=True)
        if field.codelists:
            yield from self._as_codes(field, value)
        elif field.pattern and field.type in {"code", "string"}:
            # The letters of an identifier are not ours to change.
            for cased in sorted({text.upper(), text.lower()}):
                yield Suggestion(cased, safe=False)
        if field.type in _DATES:
            yield from _dates(text, orders)
        elif field.type in _SPELLINGS and (written := _SPELLINGS[field.type](text)) is not None:
            yield Suggestion(written, safe=True)
        if field.type == "uri" and text.startswith("www."):
            yield Suggestion(f"https://{text}", safe=False)

    def _as_codes(self, field: Field, value: str) -> Iterator[Suggestion]:
        codes = self._codes_of(field)
        # A title may hold a comma, so what would be right as it stands goes first.
        for separator in (_SEPARATOR, *_OTHER_SEPARATORS) if field.type == "list" else (None,):
            items = value.split(separator) if separator else [value]
            found = [self._as_code(codes, item.strip(SPACE)) for item in items]
            if None not in found:
                yield Suggestion(_SEPARATOR.join(filter(None, found)), safe=True)
                return

    @staticmethod
    def _as_code(codes: Codes, item: str) -> str | None:
        return item if item in codes.valid else codes.code(item)

    def _add_guesses(self, field: Field, offers: Mapping[str, list[Suggestion]]) -> None:
        """Add the codes that have nearly the same letters, or a title that has."""
        if not field.codelists or field.type == "language":
            return
        codes = self._codes_of(field)
        items = _items(field, offers)
        # Each number is like others, and a title with another code behind it says two things.
        items = [each for each in items if any(map(str.isalpha, each)) and "[" not in each]
        near = {item: self._nearest(ranked) for item, ranked in self._ranked(codes, items).items()}
        for value, offer in offers.items():
            parts = [each.strip(SPACE) for each in value.split(_SEPARATOR)]
            parts = parts if field.type == "list" else [value.strip(SPACE)]
            found = [self._as_code(codes, part) or near.get(part) for part in parts]
            if None not in found:
                offer.append(Suggestion(_SEPARATOR.join(filter(None, found)), safe=False))

    @staticmethod
    def _nearest(ranked: Sequence[tuple[str, float]]) -> str | None:
        (code, like), *rest = ranked
        second = rest[0][1] if rest else 0.0
        return code if like >= _LIKE and like - second >= _LEAD else None

    def _ranked(
        self, codes: Codes, items: Sequence[str]
    ) -> Mapping[str, Sequence[tuple[str, float]]]:
        """Return for each text the codes, by how like it they or their titles are."""
        best: dict[str, dict[str, float]] = {item: {} for item in items}
        by_code = {plain(code): {code} for code in codes.valid}
        for keys, written in ((by_code, plain), (codes.by_title, fold)):
            texts = {item: written(item) for item in items}
            rows = self._submission.connection.execute(
                _LIKENESS, [list(set(texts.values())), list(keys)]
            ).fetchall()
            alike: dict[str, list[tuple[str, float]]] = {text: [] for text in texts.values()}
            for text, key, like in rows:
                alike[text].append((key, like))
            for item, text in texts.items():
                for key, like in alike[text]:
                    for code in keys[key]:
                        best[item][code] = max(like, best[item].get(code, 0))
        place = {code: i for i, code in enumerate(codes.valid)}
        return {
            item: sorted(found.items(), key=lambda pair: (-pair[1], place[pair[0]]))
            for item, found in best.items()
        }

    def _codes_of(self, field: Field) -> Codes:
        if field.codelists not in self._codes:
            self._codes[field.codelists] = Codes(self._standard, field)
        return self._codes[field.codelists]

    def _finds(self, field: Field) -> str:
        """Say in SQL that a reference finds its record, as far as that is to be expected."""
        target = field.reference
        if target is None or target.external or target.table not in self._submission.columns:
            return "TRUE"
        keys = f"SELECT {identifier(target.field)} FROM submitted.{identifier(target.table)}"
        return f"cell IN ({keys} WHERE {identifier(target.field)} IS NOT NULL)"

    def _good(self, field: Field, texts: Collection[str]) -> set[str]:
        """Return those of some texts that pass all checks of a field."""
        rows = self._submission.connection.execute(
            f"SELECT cell FROM (SELECT unnest(?::varchar[]) AS cell, "
            f"unnest(?::varchar[]) AS {identifier(field.name)}) "
            f"WHERE cell <> '' AND {good_cell(self._standard, field)} AND {self._finds(field)}",
            [list(texts), list(texts)],
        ).fetchall()
        good = {text for (text,) in rows}
        if field.type == "language" and field.codelists:
            valid = self._codes_of(field).valid
            good = {text for text in good if text.partition("-")[0] in valid}
        return good


def _dates(text: str, orders: frozenset[bool]) -> Iterator[Suggestion]:
    """Yield the day that a text means, and the day of which it is the number."""
    own = spelling.day_first(text)
    known = next(iter(orders)) if own is None and len(orders) == 1 else own
    if (written := spelling.day(text, known)) is not None:
        # A column in which both orders stand is of two minds.
        agreed = len(orders) <= 1 or not spelling.ends_in_year(text)
        yield Suggestion(written, safe=agreed)
    if (written := spelling.serial(spelling.with_ascii_digits(text))) is not None:
        yield Suggestion(written, safe=False)


def _differ_in_case(fit: Sequence[Suggestion]) -> bool:
    """Say whether two of the suggestions are two cases of the same letters."""
    texts = {each.text for each in fit}
    return len({text.casefold() for text in texts}) < len(texts)


def _items(field: Field, values: Iterable[str]) -> Sequence[str]:
    """Return the texts that stand for codes in some values, each once."""
    parts = (
        part
        for value in values
        for part in (value.split(_SEPARATOR) if field.type == "list" else [value])
    )
    return list(dict.fromkeys(part.strip(SPACE) for part in parts if part.strip(SPACE)))
