"""Messages and values within a page, marked so that neither breaks it nor turns the other round."""

from typing import TYPE_CHECKING

from openinnov.reporting import text
from openinnov.standard import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup


def speaker(words: Words) -> "Callable[..., Markup]":
    """Return what says a message in which parameters keep their marks."""
    from markupsafe import Markup, escape

    def say(message: str, **params: object) -> "Markup":
        places = {name: f"{{{name}}}" for name in params}
        # Quotation marks are escaped for attributes alone, and a message stands in none.
        said = str(escape(words.say(message, **places))).replace("&#34;", '"')
        return Markup(said).format(**params)  # noqa: S704 -- escaped.

    return say


def user(value: str) -> "Markup":
    """Mark what a user wrote, whose letters may run the other way."""
    from markupsafe import Markup

    return Markup("<bdi>{}</bdi>").format(text.escape(value))
