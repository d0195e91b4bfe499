# ruff: noqa: INP001 -- a script beside the pages, not a package
"""Write what stands at the addresses of linked data: the vocabulary, its pages, and the shapes."""

from collections.abc import Iterator
from pathlib import Path

from openinnov.derived import json_ld_context, shacl, vocabulary
from openinnov.derived.vocabulary_page import derive, page_name
from openinnov.standard import Standard


def write(standard: Standard, folder: Path) -> None:
    """Write all files to a folder of the site, each only where it changed."""
    for name, text in _files(standard):
        file = folder / name
        if not file.is_file() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")


def _files(standard: Standard) -> Iterator[tuple[str, str]]:
    yield "ns.ttl", vocabulary.derive(standard)
    yield "shapes.ttl", shacl.derive(standard)
    yield "context.jsonld", json_ld_context.derive(standard)
    for language in standard.report_languages:
        yield f"ns/{page_name(language)}", derive(standard, language)
