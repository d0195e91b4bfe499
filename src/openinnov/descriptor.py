"""The descriptor of a package: who publishes what, when and under which licence."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from openinnov.standard import Standard, Words
from openinnov.standard.patterns import LANGUAGE, WEB

#: What a release needs of its descriptor; the messages ``descriptor/…`` say what each tells.
REQUIRED = (
    "name",
    "title",
    "description",
    "licenses",
    "created",
    "version",
    "openinnov:standard",
    "openinnov:publisher",
    "openinnov:prefix",
    "openinnov:language",
)
_ID = r"[a-z]{2,3}-[a-z0-9]{2,16}(-[a-z0-9]+)+"
#: What the texts with a form look like.
_FORMS = {
    "name": r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?",
    "version": r"[0-9]{4}\.[0-9]{2}\.[0-9]{2}(\.[0-9]+)?|[0-9]+\.[0-9]+\.[0-9]+",
    "openinnov:standard": r"[0-9]+\.[0-9]+(\.[0-9]+)?",
    "openinnov:publisher": _ID,
    "openinnov:prefix": r"[a-z]{2,3}-[a-z0-9]{2,16}",
    "openinnov:language": LANGUAGE,
    "openinnov:base": r"https?://[A-Za-z0-9.-]+(/[A-Za-z0-9._~-]+)*",
    "openinnov:profile": WEB,
    "homepage": WEB,
    "image": WEB,
}
#: Those of them that every data package may have, whatever standard it follows.
_GENERAL = ("name", "homepage")
_PROSE = ("title", "description")
#: Examples of lists of objects, whose values are texts or lists of texts.
_OBJECTS = {
    "licenses": '[{"name": "CC-BY-4.0"}]',
    "contributors": '[{"title": "Ministry of Examples"}]',
    "sources": '[{"title": "Register of services", "path": "https://example.org/"}]',
}
_LISTS = {**_OBJECTS, "keywords": '["health", "mobile"]'}
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)


def faults(descriptor: Mapping[str, Any], standard: Standard) -> Iterator[tuple[str, str]]:
    """Yield each property that is missing or malformed, with what it should say."""
    words = Words(standard)
    for name in REQUIRED:
        if not descriptor.get(name):
            yield name, f"add {name}: {meaning(name, words)}"
    given = {name: value for name, value in descriptor.items() if value}
    yield from _texts_of_a_form(given, words)
    yield from _other_values(given, words)
    version = str(given.get("openinnov:standard", standard.version))
    if version.partition(".")[0] != standard.version.partition(".")[0]:
        yield "openinnov:standard", f"this tool knows version {standard.version} of the standard"


def general_faults(descriptor: Mapping[str, Any], standard: Standard) -> Iterator[tuple[str, str]]:
    """Yield each malformed property of a data package of others, with what it should say."""
    words = Words(standard)
    forms = {name: value for name, value in descriptor.items() if name in (*_GENERAL, "created")}
    yield from _texts_of_a_form(forms, words)
    yield from _other_values(descriptor, words)


def meaning(name: str, words: Words) -> str:
    """Say what a property should be: one of those in which `faults` finds something."""
    if name in REQUIRED:
        return words.say(f"descriptor/{name}")
    if name in _LISTS:
        return words.say("descriptor/list", example=_LISTS[name])
    return words.say("expected/type/uri" if _FORMS[name] == WEB else f"descriptor/{name}")


def version_faults(
    descriptor: Mapping[str, Any], previous: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield the version if it does not follow that of the last release of the same publisher."""
    publisher = descriptor.get("openinnov:publisher")
    versions = [each.get("version") for each in (previous, descriptor)]
    if publisher is None or publisher != previous.get("openinnov:publisher"):
        return
    numbers = [_numbers(version) for version in versions]
    if all(numbers) and numbers[1] <= numbers[0]:
        yield "version", f"version should be greater than {versions[0]}, that of the last release"


def _numbers(version: object) -> list[int]:
    """Return the numbers of a version by which it is compared; none if it is malformed."""
    if not isinstance(version, str) or not re.fullmatch(_FORMS["version"], version):
        return []
    return [int(number) for number in version.split(".")]


def _texts_of_a_form(given: Mapping[str, Any], words: Words) -> Iterator[tuple[str, str]]:
    for name, form in _FORMS.items():
        value = given.get(name, "")
        if value and not (isinstance(value, str) and re.fullmatch(form, value)):
            yield name, f"{name} should be {meaning(name, words)}"
    if "created" in given and not _is_moment(given["created"]):
        yield "created", f"created should be {meaning('created', words)}"


def _other_values(given: Mapping[str, Any], words: Words) -> Iterator[tuple[str, str]]:
    for name in _PROSE:
        if not isinstance(given.get(name, ""), str):
            yield name, f"{name} should be a text"
    for name, example in _LISTS.items():
        fits = _are_objects if name in _OBJECTS else _are_texts
        if not fits(given.get(name, [])):
            yield name, f"{name} should be {words.say('descriptor/list', example=example)}"


def _is_moment(value: object) -> bool:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _are_objects(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, dict)
        and any(each.get(key) for key in ("name", "path", "title"))
        and all(isinstance(text, str) or _are_texts(text) for text in each.values())
        and all(isinstance(each.get(key, ""), str) for key in ("name", "path", "title", "email"))
        for each in value
    )
