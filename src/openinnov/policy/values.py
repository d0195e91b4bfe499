"""What a privacy policy says: frozen values, with the questions that protection asks them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from openinnov.policy.counts import CountRule, breakdowns, linked, strictest
from openinnov.policy.holding import Embargo
from openinnov.policy.microdata import Gate, Microdata
from openinnov.policy.tabulation import TabulationRule
from openinnov.standard import AGGREGATE, PROFILES, SENSITIVE, Field, Standard, Table

#: Types of fields that hold means, rates, bounds and costs.
_FIGURES = ("integer", "decimal")
#: The profile from which nothing is kept.
OPEN = PROFILES[0]


@dataclass(frozen=True, slots=True)
class Treatment:
    """What becomes of a cell."""

    method: str
    #: How far up its hierarchy a value goes.
    level: int | None = None
    #: The number of which multiples are left, or "month" or "year".
    to: int | str | None = None
    #: The number from which on values are not told apart.
    above: int | None = None
    #: The number of which multiples are left below `above`.
    step: int | None = None
    #: The code of the reason, from the codelist of withheld reasons.
    reason: str = "personal"
    #: "agreement": the cell is kept if the agreement names its field.
    unless: str | None = None
    #: The day, such as "2027-01-31", from which on it is no longer done.
    until: str | None = None
    #: The use to which the person has to have agreed whom the row is about; else it is emptied.
    scope: str | None = None
    #: The one other treatment that a policy laid over this one may choose.
    other: "Treatment | None" = None

    def __str__(self) -> str:
        """Say the method and its options, as a person would write them."""
        options = {"level": self.level, "to": self.to, "above": self.above, "step": self.step}
        said = [f"{name} {value}" for name, value in options.items() if value is not None]
        said += ["unless agreed"] if self.unless else []
        said += [f"where {self.scope} was agreed to"] if self.scope else []
        return " ".join([self.method, *said])


#: A treatment of each profile.
Treatments = Mapping[str, Treatment]
KEEP = Treatment("keep")
DROP = Treatment("drop")
SCRUB = Treatment("scrub")


@dataclass(frozen=True, slots=True)
class Kind:
    """What becomes of the tables of a kind."""

    #: For each profile "keep", "counts", "large-groups", "anonymize", "agreement" or "drop".
    leaves: Mapping[str, str]
    reason: str
    #: The treatments of classes that differ in tables of this kind.
    classes: Mapping[str, Treatments]


@dataclass(frozen=True, slots=True)
class Agreed:
    """The codes that say that a person agreed."""

    basis: str
    status: str
    #: The use that the person has to have agreed to, by the kind of table.
    scopes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a signed agreement with a partner names."""

    fields: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    recipient: str | None = None


@dataclass(frozen=True, slots=True)
class Releases:
    """How a release is compared with earlier ones."""

    #: "all", or "last" for the last one alone.
    compare: str
    #: The least by which a published number of people may change.
    minimum_change: int


@dataclass(frozen=True, slots=True)
class Policy:
    """What a publisher wants done to each class of fields and kind of tables."""

    name: str
    version: str
    #: SHA-256 of all that the policy says, the base included.
    hash: str
    classes: Mapping[str, Treatments]
    kinds: Mapping[str, Kind]
    fields: Mapping[str, Treatments]
    gate: Gate
    #: For each table whose rows are made anonymous: when they are.
    microdata: Mapping[str, Microdata]
    #: How many people have to stand behind a number at least.
    threshold: int
    #: For "table.field": the codes of a breakdown that mean everybody.
    whole: Mapping[str, tuple[str, ...]]
    releases: Releases
    detectors: tuple[str, ...]
    #: Countries whose telephone numbers are known without their code.
    regions: tuple[str, ...]
    consent: Agreed
    agreement: Agreement
    #: How the numbers of people in a table are protected, by its name, and by "*" in all others.
    counts: Mapping[str, CountRule]
    #: Which key makes the pseudonyms, or none if any may.
    key_id: str | None = None
    #: What is held back until a day, in every profile but the most open one.
    embargoes: tuple[Embargo, ...] = ()
    #: For each table the ids of the records that are erased, in every profile.
    erased: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    #: The tables that are made of records of persons, by their names.
    tabulations: Mapping[str, TabulationRule] = field(default_factory=dict)
    #: The policy over which this one was laid, or none.
    under: "Policy | None" = None

    @property
    def identity(self) -> dict[str, str]:
        """Name, version and hash, as a descriptor holds them."""
        return {"name": self.name, "version": self.version, "hash": self.hash}

    def on(self, day: str) -> "Policy":
        """Return the policy as it is on a day, such as "2026-11-27": with its embargoes applied.

        If the day is not known, which is "", all of them are.
        """
        held = tuple(each for each in self.embargoes if each.holds(day))
        fields = dict(self.fields)
        for each in held:
            until = each.until.isoformat()
            drop = replace(DROP, reason=each.reason, until=until)
            closed = dict.fromkeys(PROFILES[1:], drop)
            for name in each.fields:
                place = f"{each.table}.{name}"
                fields[place] = {**fields.get(place, {}), **closed}
        return replace(self, embargoes=held, fields=fields)

    def stated(self, table: Table, field: Field, profile: str) -> Treatment:
        """Return the treatment that the policy states, whatever the agreement names."""
        own = self.fields.get(f"{table.name}.{field.name}", {})
        stated = own.get(profile) or self.of_class(field.privacy, profile, table.kind)
        return _kept(field, profile) if stated.method == "keep" else stated

    def of_class(self, name: str, profile: str, kind: str | None = None) -> Treatment:
        """Return what becomes of a class, in the tables of a kind or wherever none says more."""
        own = self.kinds[kind].classes.get(name, {}) if kind else {}
        return own.get(profile) or self.classes[name][profile]

    def treatment(self, table: Table, field: Field, profile: str) -> Treatment:
        """Return what becomes of the cells of a field."""
        stated = self.stated(table, field, profile)
        if stated.unless and f"{table.name}.{field.name}" in self.agreement.fields:
            return _kept(field, profile)
        return stated

    def leaves(self, table: Table, profile: str) -> str:
        """Return "keep", "counts", "large-groups", "anonymize" or "drop": which rows leave."""
        stated = self.kinds[table.kind].leaves[profile]
        if stated != "agreement":
            return stated
        return "keep" if table.name in self.agreement.tables else "drop"

    def count_rule(self, table: Table, standard: Standard) -> CountRule:
        """Return how the numbers of people in a table are protected, and those linked with it."""
        return strictest(self.counts, [each.name for each in linked(standard, table)])

    def breakdowns(self, table: Table) -> tuple[str, ...]:
        """Return the fields that say of which group of people the numbers of a row are."""
        return breakdowns(table, self.whole)

    def is_figure(self, table: Table, field: Field) -> bool:
        """Say whether a field holds a figure about the people whom a row counts."""
        names = {*table.observed, *self.breakdowns(table)}
        if table.kind != AGGREGATE or field.count or field.name in names:
            return False
        return field.privacy == SENSITIVE or (field.type in _FIGURES and not field.codelists)

    def partition(self, table: Table) -> tuple[str, ...]:
        """Return the breakdowns of a table whose parts add up to the whole."""
        stated = self.counts.get(table.name, self.counts["*"]).partition
        return tuple(name for name in self.breakdowns(table) if name in stated)


def _kept(field: Field, profile: str) -> Treatment:
    return SCRUB if field.free_text and profile != OPEN else KEEP
