"""The vocabulary as a page for people, in one language: each term at its name, with no script.

Where this page is served at the address of the namespace, the address of each term leads to it.
Texts that are not translated are in English and marked so. Lists with very many codes are named,
and their codes left to the vocabulary itself.
"""

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.derived.ordered_graph import Text
from openinnov.derived.own_terms import Own, domains, own_terms, ranges
from openinnov.derived.structure import parts
from openinnov.standard import Code, Codelist, Standard, Words

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

#: A list with more codes than this is not shown code by code.
MOST_CODES = 400
#: The groups of terms by their types; the rest comes last.
_GROUPS = {
    "classes": ("owl:Class",),
    "properties": ("owl:ObjectProperty", "owl:DatatypeProperty", "rdf:Property"),
}


def derive(standard: Standard, language: str = "en") -> str:
    """Return the page."""
    template, style = _template()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    words = Words(standard, language)
    return template.render(
        words=words,
        say=_speaker(words),
        style=style,
        style_hash=f"sha256-{digest}",
        standard=standard,
        page_name=page_name,
        languages=[Words(standard, each) for each in standard.report_languages],
        link=lambda name: _link(standard, name),
        groups=_groups(standard, language),
        codelists=[_codelist(standard, each, language) for each in standard.codelists.values()],
    )


def page_name(language: str) -> str:
    """Return the name under which the page of a language links to the others.

    >>> page_name("en"), page_name("ar")
    ('index.html', 'index.ar.html')
    """
    return "index.html" if language == "en" else f"index.{language}.html"


def _speaker(words: Words) -> "Callable[..., Markup]":
    """Return what says a message in which parameters keep their marks."""
    from markupsafe import escape

    def say(message: str, **params: object) -> "Markup":
        places = {name: f"{{{name}}}" for name in params}
        return escape(words.say(f"vocabulary/{message}", **places)).format(**params)

    return say


def _link(standard: Standard, name: str) -> str:
    """Return where the term with a compact IRI is explained."""
    prefix, _, local = name.partition(":")
    start = standard.prefixes[prefix]
    return f"#{local}" if start == standard.namespace else start + local


def _said(standard: Standard, key: str, english: str, language: str) -> Text:
    own = standard.texts(language).get(key) if language != "en" else None
    return Text(own, language) if own else Text(english, "en")


def _groups(standard: Standard, language: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    groups: dict[str, list[Mapping[str, Any]]] = {"classes": [], "properties": [], "others": []}
    for own in own_terms(standard):
        name = next((each for each, types in _GROUPS.items() if own.type in types), "others")
        groups[name].append(_term(standard, own, language))
    return {
        name: sorted(each, key=lambda term: str(term["own"].local)) for name, each in groups.items()
    }


def _term(standard: Standard, own: Own, language: str) -> Mapping[str, Any]:
    label, definition = (f"{own.key}/{ending}" for ending in own.endings)
    cube = own.table.cube if own.table and own.table.cube else None
    is_structure = cube is not None and cube.structure == own.name
    return {
        "own": own,
        "label": _said(standard, label, own.label, language),
        "definition": _said(standard, definition, own.definition, language),
        "domains": [*domains(own.uses)],
        "ranges": [*ranges(own.uses)],
        "codelists": [*dict.fromkeys(each for use in own.uses for each in use.field.codelists)],
        "columns": [
            *([own.table.name] if own.table else []),
            *(f"{use.table.name}.{use.field.name}" for use in own.uses),
        ],
        "parts": [*parts(own.table, cube)] if own.table and cube and is_structure else [],
    }


def _codelist(standard: Standard, codelist: Codelist, language: str) -> Mapping[str, Any]:
    key = f"codelist/{codelist.name}/title"
    shown = [*codelist.codes.values()] if len(codelist.codes) <= MOST_CODES else []
    return {
        "name": codelist.name,
        "title": _said(standard, key, codelist.title, language),
        "count": len(codelist.codes),
        "codes": [*_codes(standard, codelist.name, shown, language)],
        "defined": any(code.definition for code in shown),
        "linked": any(code.iri for code in shown),
    }


def _codes(
    standard: Standard, name: str, codes: Sequence[Code], language: str
) -> Iterator[Mapping[str, Any]]:
    for code in codes:
        key = f"codelist/{name}/{code.code}"
        yield {
            "code": code,
            "title": _said(standard, f"{key}/title", code.title, language),
            "definition": _said(standard, f"{key}/definition", code.definition, language),
        }


@cache
def _template() -> "tuple[Template, str]":
    """Return the template and the style."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page = Path(__file__).with_name("vocabulary.html.jinja").read_text("utf-8")
    style: Markup = Markup(Path(__file__).with_name("vocabulary.css").read_text("utf-8"))  # noqa: S704 -- a file of this package.
    return environment.from_string(page), style
