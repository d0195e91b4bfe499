"""What becomes of each table and field of a profile: worked out from standard and policy alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from openinnov.detection import is_short_text
from openinnov.policy import ANONYMIZE, DROP, OPEN, Policy, Treatment
from openinnov.policy.strictness import depth
from openinnov.protection.generalize import dates, texts
from openinnov.protection.methods import METHODS
from openinnov.standard import DIRECT_IDENTIFIER, QUASI_IDENTIFIER, Field, Standard, Table

#: Types of fields that hold words, ids or whatever their pattern says.
_TEXTS = frozenset({"string", "text"})
#: The class of the cells that are about a person in a row that is.


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the cells of a field."""

    field: Field
    treatment: Treatment
    #: The "table.field" of the values: that of the key to which a field refers, else its own.
    scope: str
    #: What becomes of it in the row of a person, where that differs.
    in_person: Treatment | None = None
    #: What becomes of the field if its values are coarsened until its rows are anonymous.
    coarsened: Callable[[Field], Field] | None = None
    #: Whether it leaves only if the number of people does on which it stands.
    is_figure: bool = False

    @property
    def leaves(self) -> bool:
        """Whether the field is in the release."""
        return self.treatment.method != "drop"

    @property
    def technique(self) -> str:
        """The code of the technique, or "" if nothing is taken away from whole columns."""
        method = self.treatment.method
        return "" if method == "scrub" else METHODS[method].TECHNIQUE

    @property
    def is_searched(self) -> bool:
        """Whether its cells are kept as they are, and could still say something of a person."""
        may = self.field.type in _TEXTS or is_short_text(self.field)
        return may and self.treatment.method == "keep"


@dataclass(frozen=True, slots=True)
class Decisions:
    """What becomes of the tables that leave."""

    profile: str
    #: For each table that leaves: "keep", "counts", "large-groups" or "anonymize".
    rows: Mapping[str, str]
    fields: Mapping[str, Mapping[str, Decision]]
    #: The tables of which the numbers of people are rounded.
    rounded: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether the profile keeps everything."""
        return self.profile == OPEN


def decide(policy: Policy, standard: Standard, profile: str) -> Decisions:
    """Return what becomes of each table and field."""
    rows = _leaving(policy, standard, profile)
    setting = _Setting(policy, standard, profile, rows)
    fields = {
        name: {
            field.name: _decide(setting, standard.tables[name], field)
            for field in standard.tables[name].fields.values()
        }
        for name in rows
    }
    tables = () if profile == OPEN else (standard.tables[name] for name in rows)
    rounded = (t.name for t in tables if policy.count_rule(t, standard).method == "round")
    return Decisions(profile, rows, fields, frozenset(rounded))


def release_standard(standard: Standard, decisions: Decisions) -> Standard:
    """Return the standard that the release follows: it asks for nothing that protection removes."""
    tables = {
        name: _release(table, decisions)
        if name in decisions.rows
        else replace(table, required=False)
        for name, table in standard.tables.items()
    }
    return replace(standard, tables=tables)


def _leaving(policy: Policy, standard: Standard, profile: str) -> dict[str, str]:
    rows = {
        table.name: stated
        for table in standard.tables.values()
        if (stated := policy.leaves(table, profile)) != "drop"
    }
    # A table whose key names records that do not leave has no key, so it does not leave either.
    while hidden := [name for name in rows if _keyless(standard.tables[name], rows)]:
        for name in hidden:
            del rows[name]
    return rows


def _keyless(table: Table, rows: Mapping[str, str]) -> bool:
    references = (table.fields[name].reference for name in table.primary_key)
    return any(each is not None and each.table not in rows for each in references)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all decisions depend on."""

    policy: Policy
    standard: Standard
    profile: str
    rows: Mapping[str, str]

    def stated(self, table: Table, field: Field) -> Treatment:
        return self.policy.treatment(table, field, self.profile)


def _decide(setting: _Setting, table: Table, field: Field) -> Decision:
    decision = _decide_alone(setting, table, field)
    counted = setting.rows[table.name] == "counts" and setting.policy.is_figure(table, field)
    return replace(decision, is_figure=counted)


def _decide_alone(setting: _Setting, table: Table, field: Field) -> Decision:
    own, target = f"{table.name}.{field.name}", field.reference
    treatment = _stepped(setting.stated(table, field), field, setting.standard)
    stated = Decision(
        field,
        treatment,
        own,
        _in_person(setting, table, field),
        _coarsened(setting, table, field),
    )
    if target is None:
        return stated
    if target.table not in setting.rows:
        return Decision(field, DROP, own)
    owner = setting.standard.tables[target.table]
    key = setting.stated(owner, owner.fields[target.field])
    if key.method == "pseudonymize" and treatment.method == "keep":
        return replace(
            stated, treatment=key, scope=f"{target.table}.{target.field}", in_person=None
        )
    return stated


def _coarsened(setting: _Setting, table: Table, field: Field) -> Callable[[Field], Field] | None:
    """Return what becomes of a field that is coarsened until rows are anonymous."""
    if setting.rows[table.name] != ANONYMIZE or field.privacy != QUASI_IDENTIFIER:
        return None
    stated = (setting.policy.microdata[table.name].hierarchies or {}).get(field.name)
    if stated.widths or stated.lines if stated else field.hierarchy:
        return texts
    return dates if stated and stated.cut else _same


def _same(field: Field) -> Field:
    """Return a field of which values are told or not."""
    return field


def _stepped(treatment: Treatment, field: Field, standard: Standard) -> Treatment:
    """Turn the last step of coarsening into what it is: the cell is emptied."""
    if treatment.method == "generalize" and (treatment.level or 0) >= depth(field, standard):
        return Treatment("suppress", reason=treatment.reason)
    return treatment


def _in_person(setting: _Setting, table: Table, field: Field) -> Treatment | None:
    """Return what becomes of a cell that is about the person whom its row is about."""
    if table.individual is None or field.name not in table.individual.fields:
        return None
    treatment = setting.policy.classes[DIRECT_IDENTIFIER][setting.profile]
    if treatment.method == "keep":
        return None
    # A code has the form of no address, no link and no list.
    if treatment.method == "pseudonymize" and field.type == "string" and not field.pattern:
        return treatment
    return Treatment("suppress", reason=treatment.reason)


def _release(table: Table, decisions: Decisions) -> Table:
    chosen = decisions.fields[table.name]
    return replace(
        table, fields={name: _released(table, each, decisions) for name, each in chosen.items()}
    )


def _released(table: Table, decision: Decision, decisions: Decisions) -> Field:
    given = decision.field
    field = METHODS[decision.treatment.method].release(decision.treatment, given)
    if decision.coarsened:
        field = decision.coarsened(field)
    if given.count and table.name in decisions.rounded:
        field = replace(field, minimum=None)
    if not decision.leaves:
        return replace(field, waived=False)
    narrowed = given.reference and decisions.rows.get(given.reference.table) == "large-groups"
    reasons = (decision.in_person, given.count, narrowed, decision.is_figure, decision.coarsened)
    emptied = any(reasons)
    required = field.required and (decisions.is_open or not emptied)
    # Of what was required before, each cell that is now empty needs a notice.
    waived = given.waived or (given.required and not required)
    return replace(field, required=required, waived=waived)
