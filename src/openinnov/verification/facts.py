"""What a release promises about people, as its descriptor states it: plain facts, no policy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openinnov.verification.package import names, objects

#: What the resource of a table states: its promises, its threshold, what adds up in it, and which
#: codes of that mean everybody.
GUARANTEES, THRESHOLD = "openinnov:guarantees", "openinnov:threshold"
PARTITION, WHOLE = "openinnov:partition", "openinnov:whole"
_KINDS = ("distinct", "entropy", "recursive")
_DISTANCES = ("equal", "ordered", "hierarchical")


@dataclass(frozen=True, slots=True)
class Diversity:
    """A class of people tells little of a sensitive field (Machanavajjhala et al. 2007)."""

    field: str
    #: "distinct", "entropy" or "recursive".
    kind: str
    #: The l of the model.
    value: float
    #: The c of the recursive one.
    c: float = 1.0
    #: The values that harm nobody where everyone in a class has one of them.
    safe: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Closeness:
    """A class is distributed nearly as all people are (Li, Li, Venkatasubramanian 2007)."""

    field: str
    #: "equal", "ordered" or "hierarchical".
    distance: str
    #: The t of the model.
    value: float


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of persons are told who agreed to it."""

    field: str
    #: The use to which they agreed, and what says that they did.
    scope: str
    status: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What a release promises about a table of which each row is a person."""

    table: str
    #: Its fields by which somebody may be known, references included.
    quasi: tuple[str, ...]
    k: int
    diversity: tuple[Diversity, ...] = ()
    closeness: tuple[Closeness, ...] = ()
    quoted: tuple[Quoted, ...] = ()

    @property
    def sensitive(self) -> frozenset[str]:
        """The fields of which a class tells little."""
        fields = (
            *(each.field for each in self.diversity),
            *(each.field for each in self.closeness),
        )
        return frozenset(fields)


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of people in a table."""

    table: str
    fields: tuple[str, ...]
    #: The smallest number, besides none, that may be told.
    threshold: int
    #: The breakdowns that are exhaustive and disjoint: an empty cell is the whole.
    partition: tuple[str, ...] = ()
    #: The codes of a breakdown that mean the whole as well.
    whole: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A value that may not be in a release."""

    value: str
    #: The table and the field that it comes from, such as "contact.email".
    place: str
    #: Whether it identifies by itself, so that its plain hash is a way to find it.
    identifies: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a release when it is read again."""

    promises: tuple[Promise, ...] = ()
    counts: tuple[Counts, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    #: How many values more were to stay back, and are public elsewhere in the release.
    exempt: int = 0
    #: How many values more are too short or too common for a hit to say anything.
    unsought: int = 0
    #: The resources of which the promise has another form than it should.
    unread: tuple[str, ...] = ()


def facts_of(descriptor: Mapping[str, Any]) -> Facts:
    """Return what the descriptor of a package promises.

    Nothing is forbidden then: that only the submission tells.
    """
    promises: list[Promise] = []
    counts: list[Counts] = []
    unread: list[str] = []
    for resource in objects(descriptor.get("resources")):
        try:
            promises += _promises(resource)
            counts += _counts(resource, descriptor)
        except (KeyError, TypeError, ValueError):
            unread.append(str(resource.get("name")))
    return Facts(tuple(promises), tuple(counts), unread=tuple(unread))


def _promises(resource: Mapping[str, Any]) -> Iterator[Promise]:
    if GUARANTEES not in resource:
        return
    stated = resource[GUARANTEES]
    yield Promise(
        str(resource["name"]),
        _texts(stated["quasiIdentifiers"]),
        _at_least_one(stated["k"]),
        tuple(_diversity(each) for each in stated.get("diversity", [])),
        tuple(
            Closeness(str(each["field"]), _one(each["distance"], _DISTANCES), float(each["value"]))
            for each in stated.get("closeness", [])
        ),
        tuple(
            Quoted(str(each["field"]), str(each["scope"]), str(each["status"]))
            for each in stated.get("quoted", [])
        ),
    )


def _diversity(stated: Mapping[str, Any]) -> Diversity:
    return Diversity(
        str(stated["field"]),
        _one(stated["kind"], _KINDS),
        float(stated["value"]),
        float(stated.get("c", 1)),
        frozenset(_texts(stated.get("safe", []))),
    )


def _counts(resource: Mapping[str, Any], descriptor: Mapping[str, Any]) -> Iterator[Counts]:
    threshold = resource.get(THRESHOLD, descriptor.get(THRESHOLD))
    schema = resource.get("schema")
    if threshold is None or not isinstance(schema, dict):
        return
    fields = tuple(
        str(each["name"])
        for each in objects(schema.get("fields"))
        if each.get("openinnov:count") == "persons"
    )
    partition = _texts(resource.get(PARTITION, []))
    whole = {str(name): _texts(codes) for name, codes in dict(resource.get(WHOLE, {})).items()}
    if fields:
        yield Counts(
            str(resource["name"]),
            fields,
            _at_least_one(threshold),
            tuple(name for name in partition if name in names(schema)),
            whole,
        )


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError("a list of texts is expected")
    return tuple(value)


def _at_least_one(value: object) -> int:
    if not isinstance(value, int) or value < 1:
        raise ValueError("a number from 1 on is expected")
    return value


def _one(value: object, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"one of {known} is expected")
    return str(value)
