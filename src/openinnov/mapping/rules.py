"""The rule of a field, compiled: where its text comes from, and the steps that follow."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openinnov.exceptions import MappingError
from openinnov.mapping import codes, dates, steps
from openinnov.mapping.cells import all_of, combined, first, first_of, joins_of
from openinnov.mapping.ids import LONGEST, normalise, slug
from openinnov.mapping.loading import nearest
from openinnov.mapping.relation import Place, Relation, Value, apply_to_text
from openinnov.mapping.templates import compile_template
from openinnov.reading.headings import shown
from openinnov.standard import Field, Standard

if TYPE_CHECKING:
    from openinnov.mapping.document import Document, Rule
    from openinnov.mapping.sources import Loaded

#: What a text may hold where no length is stated.
_ANY_LENGTH = 1 << 20
_NUMBER = re.compile("[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Compiler:
    """What the rules of all blocks share."""

    standard: Standard
    document: "Document"
    #: The code tables, by their file names.
    tables: Mapping[str, codes.CodeTable]
    loaded: Mapping[str, "Loaded"]
    #: The tables of names and ids that references look in, once these are known.
    references: dict[str, str] = field(default_factory=dict)

    def value(self, relation: Relation, rule: "Rule", target: Field, place: Place) -> Value:
        """Return what a rule makes of each record."""
        value = self._origin(relation, rule, target, place)
        following = self._steps(rule, target)
        return relation.derive(value, following, place) if following else value

    def code_table(self, name: str, target: Field) -> codes.CodeTable:
        """Return a code table of the mapping, or that of a field's own codes."""
        if name == "standard":
            return codes.standard_table(self.standard, target, self.document.descriptor.language)
        return self.tables[name]

    def _origin(self, relation: Relation, rule: "Rule", target: Field, place: Place) -> Value:
        if rule.case is not None:
            return self._case(relation, rule, target, place)
        if rule.lookup is not None:
            return self._lookup(relation, rule, place)
        if rule.reference is not None:
            return self._reference(relation, rule, place)
        if rule.template is not None:
            longest = LONGEST if target.reference else target.max_length or _ANY_LENGTH
            prefix = self.document.descriptor.prefix
            return compile_template(relation, rule, prefix, longest, place.inside("template"))
        if rule.constant is not None:
            return Value(relation.bench.bind(rule.constant), "NULL")
        return self._made_of_columns(relation, rule, place)

    def _made_of_columns(self, relation: Relation, rule: "Rule", place: Place) -> Value:
        prefix = self.document.descriptor.prefix
        if rule.number is not None:
            text = first(relation, [rule.number], rule, place)
            return relation.derive(text, lambda number: _number(prefix, number), place)
        if rule.slug is not None:
            text = first(relation, rule.slug, rule, place)
            stem = f"{prefix}-{rule.kind}-"
            return relation.derive(text, apply_to_text(lambda name: _slug(stem, name)), place)
        if rule.columns is not None:
            return all_of(relation, rule.columns, rule, place)
        return first(relation, rule.column or [], rule, place)

    def _lookup(self, relation: Relation, rule: "Rule", place: Place) -> Value:
        other, alias = self.loaded[rule.lookup or ""], relation.bench.alias("lookup")
        by = rule.by or {}
        own = [relation.column(name, place.inside("by").path) for name in by]
        theirs = [
            _column_of(other, relation, name, place.inside("by").path) for name in by.values()
        ]
        pairs = zip(own, theirs, strict=True)
        same = "".join(f" AND {alias}.{their} = {our.sql}" for our, their in pairs)
        join = f"LEFT JOIN {other.table} AS {alias} ON {alias}._state IS NULL{same}"
        found = Value(f"{alias}._record", "NULL", (join,))
        _refuse_several(relation, found, place.inside("lookup"))
        key = combined(relation, " || ".join(value.sql for value in own), [], list(by))
        relation.ledger.absent(relation, "lookup", key, found, place)
        relation.ledger.looked_up(relation, other.source.name, found, place)
        cells = {}
        for name in rule.column or []:
            cell = _column_of(other, relation, name, place.inside("column").path)
            label = relation.bench.bind(f"{other.source.name}.{name}")
            cells[name] = Value(f"{alias}.{cell}", label, (join,))
        return first_of(relation, cells, rule, place)

    def _reference(self, relation: Relation, rule: "Rule", place: Place) -> Value:
        key = by_name(relation, rule.column or [], rule, place)
        alias = relation.bench.alias("reference")
        table = self.references[rule.reference or ""]
        join = f"LEFT JOIN {table} AS {alias} ON {alias}.name = {key.sql}"
        found = Value(f"{alias}.id", key.column, (*key.joins, join))
        relation.ledger.absent(relation, "reference", key, found, place)
        return found

    def _case(self, relation: Relation, rule: "Rule", target: Field, place: Place) -> Value:
        remaining, values, tests = place, [], []
        for number, branch in enumerate(rule.case or [], start=1):
            inside = remaining.inside(f"case[{number}]")
            test = relation.conditions(branch.when, inside.inside("when"))
            then = inside.inside("then").where(f"({test})")
            values.append(self.value(relation, branch.then, target, then))
            tests.append(test)
            remaining = remaining.where(f"NOT ({test})")
        rest = [rule.otherwise] if rule.otherwise is not None else []
        otherwise = remaining.inside("otherwise")
        values += [self.value(relation, each, target, otherwise) for each in rest]
        sql = _choice(tests, [value.sql for value in values])
        return Value(sql, _choice(tests, [v.column for v in values]), joins_of(values))

    def _steps(self, rule: "Rule", target: Field) -> steps.Steps:
        each: list[steps.Step] = []
        if rule.codes is not None:
            table = self.code_table(rule.codes, target)
            unknown = rule.unknown or "report"
            each.append(steps.code_step(table.get, table.suggestion, unknown))
        if rule.date is not None:
            each.append(steps.date_step(dates.reader(rule.date)))
        if rule.decimal is not None:
            each.append(steps.decimal_reader(rule.decimal, rule.group))
        if rule.truncate is not None:
            each.append(steps.truncation(rule.truncate.max, rule.truncate.mark))
        split = [steps.ITEM] if rule.columns is not None else []
        split += rule.split.by if rule.split is not None else []
        return steps.Steps(
            split=tuple(split),
            trim=rule.split is not None and rule.split.trim,
            coded=rule.codes is not None,
            each=tuple(each),
        )


def by_name(relation: Relation, columns: Sequence[str], rule: "Rule | None", place: Place) -> Value:
    """Return the normalised first text of some columns, by which things are told apart."""
    text = first(relation, columns, rule, place)
    return relation.derive(text, apply_to_text(lambda name: normalise(name) or None), place)


def _number(prefix: str, text: str) -> steps.Outcome:
    if _NUMBER.fullmatch(text):
        return steps.Outcome(f"{prefix}-{text}")
    return steps.Outcome(None, (steps.Problem("number", text),))


def _slug(stem: str, name: str) -> str | None:
    return stem + slug(name, LONGEST - len(stem)) if normalise(name) else None


def _choice(tests: Sequence[str], values: Sequence[str]) -> str:
    branches = (f"WHEN {test} THEN {value}" for test, value in zip(tests, values, strict=False))
    return f"CASE {' '.join(branches)} ELSE {values[-1]} END"


def _column_of(other: "Loaded", relation: Relation, name: str, path: str) -> str:
    if name not in other.columns:
        near = nearest(name, other.columns)
        raise MappingError(f"{path}: {other.source.name} has no column {shown(name)}{near}")
    relation.ledger.see(other.source.name, name)
    return other.columns[name]


def _refuse_several(relation: Relation, found: Value, place: Place) -> None:
    several = relation.bench.rows(
        f"SELECT 1 FROM {relation.joined(found)} WHERE {place.guard} "
        f"GROUP BY {relation.cell} HAVING count(*) > 1 LIMIT 1"
    )
    if several:
        raise MappingError(f"{place.path}: several records match one; name more columns in by")
