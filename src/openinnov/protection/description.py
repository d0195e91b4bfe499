"""The description of what is released: whose it is, and under which policy it leaves."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from openinnov import detection
from openinnov.descriptor import faults
from openinnov.detection import Known
from openinnov.detection.persons import is_person
from openinnov.engine.sql import identifier
from openinnov.engine.views import is_prose
from openinnov.protection.work import DESCRIPTION, Work, submitted
from openinnov.standard import Field

#: Properties of a fixed form, in which nobody writes words.
_FIXED = (
    "name",
    "version",
    "created",
    "openinnov:standard",
    "openinnov:publisher",
    "openinnov:prefix",
    "openinnov:language",
    "openinnov:base",
)
_MARKS = ("openinnov:synthetic",)
_TEXTS = ("id", "title", "description")
#: Half an address leads nowhere, so such a text stays as a whole or goes.
_ADDRESSES = ("homepage", "image", "openinnov:profile", "path")
_LISTS = ("keywords", "roles")
#: Lists of objects, and what these may say besides an e-mail address; more could hold anything.
_OBJECTS = {
    "licenses": ("name", "path", "title"),
    "sources": ("title", "path", "version"),
    "contributors": ("title", "path", "role", "roles", "organization"),
}
_PROPERTIES = (*_FIXED, *_MARKS, *_TEXTS, *_ADDRESSES[:-1], "keywords", *_OBJECTS)


def describe(work: Work, known: Known) -> dict[str, Any]:
    """Return the description of the release, in which no person stands.

    Every text without a fixed form is scrubbed; what the standard and Data Package do not know is
    left out, as is what is no text where one is expected. A contributor stays only if its title is
    the name of an organization in the submission that is no business of one person: of any other
    nobody can tell whether it is a person. Of e-mail addresses the shared mailboxes stay that the
    package gives as those of such organizations.
    """
    given = work.submission.descriptor or {}
    own = {
        "openinnov:release": work.decisions.profile,
        "openinnov:policy": work.policy.identity,
    }
    if work.decisions.is_open:
        return {**given, **own}
    faulty = {name for name, _ in faults(given, work.submission.standard)}
    writer = _Writer(
        work,
        # A text of the description is one about the publisher.
        known.within({str(given.get("openinnov:publisher"))}),
        fixed=frozenset(_FIXED) - faulty,
        names=_of_organizations(work, is_prose),
        mailboxes=_of_organizations(work, lambda field: field.type == "email"),
    )
    return {**writer.properties(given, _PROPERTIES), **own}


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes what may leave of the values of properties."""

    work: Work
    known: Known
    #: The properties that have their fixed form.
    fixed: frozenset[str]
    #: What organizations of more than one person are called, and their addresses.
    names: frozenset[str]
    mailboxes: frozenset[str]

    def properties(self, given: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
        """Return the known ones of the properties of an object, without those that are emptied."""
        written = {name: self._value(name, given[name]) for name in given if name in known}
        return {name: value for name, value in written.items() if value not in (None, "", [])}

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, str) and name not in {*_LISTS, *_OBJECTS}:
            return value if name in self.fixed else self._text(name, value)
        if isinstance(value, bool) and name in _MARKS:
            return value
        if isinstance(value, list) and name in _LISTS:
            return [self._text(name, each) for each in value if isinstance(each, str)]
        if isinstance(value, list) and name in _OBJECTS:
            objects = (self._object(name, each) for each in value if isinstance(each, Mapping))
            return [each for each in objects if each]
        return None

    def _text(self, name: str, text: str) -> str | None:
        scrubbed = self.work.scrubbed(text, self.known)
        marked = detection.marked(text, scrubbed)
        self.work.mark((DESCRIPTION, None, name, kind, n) for kind, n in marked.items())
        return None if name in _ADDRESSES and scrubbed != text else scrubbed

    def _object(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        # Nothing within an object has a fixed form.
        written = replace(self, fixed=frozenset()).properties(given, _OBJECTS[name])
        if name == "contributors" and written.get("title") not in self.names:
            return {}
        email = given.get("email")
        if name != "licenses" and isinstance(email, str) and email in self.mailboxes:
            written["email"] = email
        return written


def _of_organizations(work: Work, fits: Callable[[Field], bool]) -> frozenset[str]:
    """Return what leaves of organizations of more than one person in fields of a kind."""
    queries = (
        f"SELECT DISTINCT {identifier(field.name)} FROM {submitted(table.name)} "
        f"WHERE {identifier(field.name)} IS NOT NULL AND NOT {is_person(table)}"
        for table in work.tables
        for decision in work.fields(table)
        if table.individual
        and (field := decision.field).name in table.individual.fields
        and fits(field)
        and decision.treatment.method in {"keep", "scrub"}
    )
    return frozenset(
        text for query in queries for (text,) in work.database.execute(query).fetchall()
    )
