"""What shapes say to people, in each language that reports are written in."""

from collections.abc import Iterator

from openinnov.derived.ordered_graph import Text
from openinnov.derived.shapes import PropertyShape
from openinnov.standard import Standard, Table
from openinnov.standard.words import Words


class ShapeTexts:
    """The texts of the shapes of a standard."""

    def __init__(self, standard: Standard) -> None:
        self._standard = standard
        self._words = [Words(standard, language) for language in standard.report_languages]

    def table(self, table: Table) -> Iterator[Text]:
        """Yield the title of a table in each language."""
        for words in self._words:
            yield _text(words, words.table(table.name))

    def field(self, table: Table, shape: PropertyShape) -> Iterator[Text]:
        """Yield the title of a field in each language."""
        for words in self._words:
            yield _text(words, _title(words, table, shape))

    def form(self, table: Table, shape: PropertyShape) -> Iterator[Text]:
        """Yield what the values of a field look like in each language."""
        for words in self._words:
            parts = "; ".join(self._expected(words, shape))
            yield _text(words, f"{_title(words, table, shape)}: {parts}")

    def check(self, table: Table, shape: PropertyShape, name: str) -> Iterator[Text]:
        """Yield what a check of the standard demands, of a field, in each language."""
        check = self._standard.checks[name]
        for words in self._words:
            sentence = words.check(check, "sentence")
            yield _text(words, f"{_title(words, table, shape)}: {sentence}")

    def say(self, table: Table, shape: PropertyShape, message: str) -> Iterator[Text]:
        """Yield a message about a field in each language."""
        for words in self._words:
            said = words.say(f"shape/{message}")
            yield _text(words, f"{_title(words, table, shape)}: {said}")

    def _expected(self, words: Words, shape: PropertyShape) -> Iterator[str]:
        field = shape.field
        if shape.codes:
            yield words.check(self._standard.checks["codelist"], "sentence")
            return
        yield words.say(f"expected/type/{field.type}")
        if field.pattern and field.example:
            yield words.say("expected/pattern/example", example=field.example)
        for name, bound in (
            ("min-length", field.min_length),
            ("max-length", field.max_length),
            ("minimum", field.minimum),
            ("maximum", field.maximum),
            ("exclusive-minimum", field.exclusive_minimum),
        ):
            if bound is not None:
                yield words.say(f"expected/{name}", **{name: bound})


def _title(words: Words, table: Table, shape: PropertyShape) -> str:
    # What another table says of a record has its title there.
    own = table.fields.get(shape.field.name) is shape.field
    return words.field(table.name, shape.field.name) if own else shape.field.title


def _text(words: Words, text: str) -> Text:
    return Text(text, words.language.lower())
