"""Tables made of the records of persons, of which no cell tells of few."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from openinnov import policy as policies
from openinnov.exceptions import RefusedError
from openinnov.policy import OPEN, Policy
from openinnov.policy.tabulation import TabulationRule, by_source
from openinnov.protection.key import Key
from openinnov.protection.tables.cells import Coordinates
from openinnov.protection.tabulation.axes import Axis, above, axes, crossed, places
from openinnov.protection.tabulation.judging import (
    Amounts,
    Linked,
    withheld_counts,
    withheld_sums,
)
from openinnov.protection.tabulation.records import Asked, Given, given
from openinnov.standard import Table
from openinnov.submission import Submission

__all__ = ["TabulatedCell", "Tabulation", "tabulate"]

#: What stands for the whole, and for records that do not say (SDMX, Guidelines for the creation and
#: management of code lists).
_WHOLE, _UNKNOWN = "_T", "_U"
#: The codelist of currencies, which say that amounts are not to be added up with others.
_CURRENCY = "currency"
#: How many combinations of codes are listed in which nobody is.
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class TabulatedCell:
    """One cell of a table: a group of records, their number, and the sums of what they say."""

    #: The code of each dimension: ``_T`` for all, ``_U`` for records that do not say.
    codes: Mapping[str, str]
    #: The number of records, or None if it is withheld.
    count: int | None
    #: The sum of each field, in its own unit, or None if it is withheld.
    sums: Mapping[str, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tabulation:
    """A table made of records of persons; `openinnov.tabulate` makes it."""

    name: str
    #: The table of the records.
    source: str
    dimensions: tuple[str, ...]
    values: tuple[str, ...]
    #: How many persons stand behind each cell at least; 1 if the profile withholds nothing.
    threshold: int
    cells: tuple[TabulatedCell, ...]

    @property
    def records(self) -> list[dict[str, str | int | Decimal | None]]:
        """The cells as plain dictionaries, for a data frame or a file: dimensions, count, sums."""
        return [{**cell.codes, "count": cell.count, **cell.sums} for cell in self.cells]


def tabulate(
    submission: Submission,
    *,
    policy: Policy | None = None,
    profile: str = "public",
    key: Key | None = None,
) -> tuple[Tabulation, ...]:
    """Return the tables that a policy makes of records of persons, as they may leave.

    A cell is withheld if fewer persons than the threshold stand behind it, or few gave most of a
    sum (Hundepool et al., Statistical Disclosure Control, 2012, §4.2); further ones are, by which
    it could be worked out from all tables of the same records together. The profile "internal"
    withholds nothing. Where the records leave too, those that leave are counted, for which a `key`
    is needed as by `protect`.

    Raises `RefusedError` where a field does not leave, amounts have several currencies, or no
    pattern is safe; `MissingExtraError` without the solver.
    """
    created = str((submission.descriptor or {}).get("created", ""))[:10]
    policy = (policy or policies.load(standard=submission.standard)).on(created)
    made: dict[str, Tabulation] = {}
    for source, rules in by_source(policy.tabulations).items():
        if source in submission.columns:
            asked = _asked(submission.standard.tables[source], rules, profile)
            found = given(submission, policy, asked, key)
            _refuse_mixture(asked, rules, found)
            broken = axes(rules.values(), policy.microdata.get(source))
            made |= _Maker(asked, rules, broken, found).tables()
    return tuple(made[name] for name in policy.tabulations if name in made)


def _asked(table: Table, rules: Mapping[str, TabulationRule], profile: str) -> Asked:
    values = {name for rule in rules.values() for name in rule.values}
    named = {name for rule in rules.values() for name in (*rule.dimensions, *rule.apart)}
    named |= {*_currencies(table)} if values else set()
    return Asked(table, tuple(sorted(named)), tuple(sorted(values)), profile)


def _currencies(table: Table) -> Iterator[str]:
    yield from (field.name for field in table.fields.values() if _CURRENCY in field.codelists)


def _refuse_mixture(
    asked: Asked, rules: Mapping[str, TabulationRule], found: Sequence[Given]
) -> None:
    """Refuse to add amounts up of which some are in another currency."""
    for name, rule in rules.items():
        for unit in _currencies(asked.table):
            adding = (each for each in found if any(each.amounts[v] for v in rule.values))
            if unit not in rule.apart and len({each.codes[unit] for each in adding}) > 1:
                raise RefusedError(
                    f"{asked.table.name}: the amounts in {name} have several currencies, which "
                    f"cannot be added up; name {unit} under tables.{name}.apart"
                )


class _Maker:
    """Makes all tables of the same records."""

    def __init__(
        self,
        asked: Asked,
        rules: Mapping[str, TabulationRule],
        axes: Sequence[Axis],
        given: Sequence[Given],
    ) -> None:
        self._asked, self._rules, self._axes, self._given = asked, rules, axes, given
        self._codes = [dict(each) for each in dict.fromkeys(tuple(g.codes.items()) for g in given)]
        #: By how many decimal places amounts are multiplied, to be whole.
        self._places = {name: self._decimals(name) for name in asked.values}

    def _decimals(self, name: str) -> int:
        amounts = (each.amounts[name] for each in self._given)
        exponents = (each.normalize().as_tuple().exponent for each in amounts if each)
        return max([0, *(-each for each in exponents if isinstance(each, int))])

    def tables(self) -> dict[str, Tabulation]:
        """Return the tables by their names."""
        shown = {name: self._shown(rule) for name, rule in self._rules.items()}
        counted = self._amounts(None)
        summed = {name: self._amounts(name) for name in self._asked.values}
        is_open = self._asked.profile == OPEN
        names: tuple[str | None, ...] = (None, *self._asked.values)
        hidden: dict[str | None, set[Coordinates]] = {name: set() for name in names}
        if not is_open:
            linked = self._linked(shown)
            hidden[None] = withheld_counts(linked, counted)
            for name, amounts in summed.items():
                hidden[name] = withheld_sums(linked, amounts, name, hidden[None])
        whole = {name: summed[name] if name else counted for name in names}
        return {
            name: Tabulation(
                name=name,
                source=self._asked.table.name,
                dimensions=(*rule.apart, *rule.dimensions),
                values=rule.values,
                threshold=1 if is_open else rule.threshold,
                cells=tuple(
                    self._cell(rule, place, whole, hidden) for place in sorted(shown[name])
                ),
            )
            for name, rule in self._rules.items()
        }

    def _cell(
        self,
        rule: TabulationRule,
        place: Coordinates,
        whole: Mapping[str | None, Amounts],
        hidden: Mapping[str | None, Collection[Coordinates]],
    ) -> TabulatedCell:
        told = {n: c for axis in self._axes for n, c in axis.told(dict(place))}
        numbers = {
            name: None if place in hidden[name] else sum(whole[name].get(place, {}).values())
            for name in (None, *rule.values)
        }
        return TabulatedCell(
            codes={
                name: told.get(name, _WHOLE) or _UNKNOWN for name in (*rule.apart, *rule.dimensions)
            },
            count=numbers[None],
            sums={
                name: None
                if (n := numbers[name]) is None
                else Decimal(n).scaleb(-self._places[name])
                for name in rule.values
            },
        )

    def _amounts(self, name: str | None) -> Amounts:
        """Return what each person gave to each cell: records, or whole units of a field."""
        every = [range(len(axis.fields) + 1) for axis in self._axes]
        found: dict[Coordinates, dict[str, int]] = defaultdict(dict)
        for each in self._given:
            amount = each.records if name is None else each.amounts[name]
            if amount is None:
                continue
            number = int(Decimal(amount).scaleb(self._places.get(name or "", 0)))
            for place in places(self._axes, each.codes, every):
                found[place][each.person] = found[place].get(each.person, 0) + number
        return found

    def _depths(self, rule: TabulationRule) -> list[range]:
        return [axis.depths(rule) for axis in self._axes]

    def _shown(self, rule: TabulationRule) -> set[Coordinates]:
        depths = self._depths(rule)
        if any(each.zeros == "withhold" for each in self._rules.values()):
            return self._all(depths)
        return {place for codes in self._codes for place in places(self._axes, codes, depths)}

    def _linked(self, shown: Mapping[str, set[Coordinates]]) -> Linked:
        deepest = [range(len(axis.fields), len(axis.fields) + 1) for axis in self._axes]
        depths = {name: self._depths(rule) for name, rule in self._rules.items()}
        inner = self._all(deepest) if len(shown) > 1 else set()
        return Linked(
            source=self._asked.table.name,
            rules=[*self._rules.values()],
            dimensions=[axis.dimension(self._codes) for axis in self._axes],
            shown=set().union(*shown.values()),
            # That a cell stands in no table tells that nobody is in it, nor in its parts.
            inner={
                place
                for place in inner
                if all(above(self._axes, place, depths[name]) in shown[name] for name in shown)
            },
        )

    def _all(self, depths: Sequence[range]) -> set[Coordinates]:
        """Return all combinations of codes that occur, whether anybody is there or not."""
        found = set(islice(crossed(self._axes, self._codes, depths), _MOST + 1))
        if len(found) > _MOST:
            raise RefusedError(
                f"{self._asked.table.name}: the fields by which it is counted have more than "
                f"{_MOST:,} combinations of codes; count it by fewer"
            )
        return found
