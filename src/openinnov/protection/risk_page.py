"""The risk that is left as a page for the person who signs the release: one file, no script."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.protection.risk_document import risk_document
from openinnov.submission import ProtectedSubmission

if TYPE_CHECKING:
    from jinja2 import Template

#: The shares that are drawn, with what they mean.
_RISKS = (
    ("prosecutor_max", "Who knows that a person is in the data finds the row: at most"),
    ("prosecutor_mean", "The same, on average"),
    ("journalist_mean", "Who looks for anybody of the population finds a row, on average"),
    ("marketer", "Rows that are found rightly if all are tried"),
    ("global_risk", "Risk of a person, on average"),
)


def risk_page(protected: ProtectedSubmission) -> str:
    """Return the page; it names no value, no row and no class."""
    template, style = _template()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    document = risk_document(protected)
    return template.render(
        style=style,
        style_hash=f"sha256-{digest}",
        document=document,
        tables=[{**each, "risks": list(_risks(each))} for each in document["tables"]],
    )


def _risks(table: dict[str, Any]) -> Iterator[tuple[str, float, float]]:
    for name, meaning in _RISKS:
        yield meaning, table["before"][name], table["after"][name]


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
