"""The risk that is left as a page for the person who signs the release: one file, no script."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.protection.risk_document import UNCHECKED, risk_document
from openinnov.reporting.markup import speaker, user
from openinnov.standard import Words
from openinnov.submission import ProtectedSubmission

if TYPE_CHECKING:
    from jinja2 import Template

#: The shares that are drawn.
_RISKS = ("prosecutor_max", "prosecutor_mean", "journalist_mean", "marketer", "global_risk")


def risk_page(protected: ProtectedSubmission, language: str = "en") -> str:
    """Return the page, in a language of reports; it names no value, no row and no class."""
    words = Words(protected.submission.standard, language)
    template, style = _template()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    document = risk_document(protected)
    say = speaker(words)
    return template.render(
        words=words,
        say=lambda message, **params: say(f"risk/{message}", **params),
        user=user,
        style=style,
        style_hash=f"sha256-{digest}",
        document=document,
        tables=[{**each, "risks": list(_risks(each))} for each in document["tables"]],
        unchecked=UNCHECKED,
    )


def _risks(table: dict[str, Any]) -> Iterator[tuple[str, float, float]]:
    for name in _RISKS:
        yield name.replace("_", "-"), table["before"][name], table["after"][name]


@cache
def _template() -> "tuple[Template, str]":
    """Return the template and the style."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = Path(__file__).with_name("risk.html.jinja").read_text("utf-8")
    style: Markup = Markup(Path(__file__).with_name("risk.css").read_text("utf-8"))  # noqa: S704 -- a file of this package.
    return environment.from_string(page), style
