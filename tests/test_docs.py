"""The documentation is true: its examples run, and nothing public is without a sentence."""

import inspect
import re
import shutil

import click
import pytest
from documents import PAGES, ROOT, run_page

import openinnov
from openinnov.cli import cli
from openinnov.copies import COPIES
from openinnov.derived import DERIVED
from openinnov.publication import FORMATS
from openinnov.reading import READERS
from openinnov.reporting import OUTPUTS

STANDARD = openinnov.load()
HOW_TO = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs" / "how-to").glob("*.md"))
#: The languages that a block may name: a misspelt one would be skipped in silence.
LANGUAGES = {"console", "csv", "json", "python", "sh", "sql", "text", "toml", "{toctree}"}
#: "`path`:", an empty line, and a block that quotes the file of that path.
QUOTE = re.compile(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _names(pages):
    return [path.relative_to(ROOT).as_posix() for path in pages]


def _is_sentence(text):
    return bool(re.match(r"[^\s\da-z].*[.:]( |$)", " ".join(text.split()), re.DOTALL))


@pytest.mark.parametrize("name", _names(PAGES))
def test_the_examples_of_a_page_run_and_print_what_it_says(name, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "datapackages", tmp_path / "datapackages")
    monkeypatch.chdir(tmp_path)

    run_page(ROOT / name)


@pytest.mark.parametrize("name", _names(PAGES))
def test_each_block_of_a_page_is_in_a_language_that_is_known(name):
    text = (ROOT / name).read_text("utf-8")

    opened = re.findall(r"^```(\S*.*)$", text, re.MULTILINE)[::2]
    found = {each.removeprefix("{code-block} ") for each in opened}
    assert found <= LANGUAGES


@pytest.mark.parametrize("name", _names(PAGES))
def test_what_a_page_quotes_from_a_file_stands_there(name):
    for path, quoted in QUOTE.findall((ROOT / name).read_text("utf-8")):
        assert quoted in (ROOT / path).read_text("utf-8"), path


@pytest.mark.parametrize("name", _names(PAGES))
def test_links_between_pages_lead_to_a_file(name):
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists() or "generated" in target, target


@pytest.mark.parametrize("name", cli.commands)
def test_a_command_has_a_sentence_and_a_how_to_page(name):
    assert _is_sentence(cli.commands[name].help)
    assert f"openinnov {name} " in HOW_TO


@pytest.mark.parametrize("name", cli.commands)
def test_each_option_of_a_command_says_what_it_does(name):
    options = [each for each in cli.commands[name].params if isinstance(each, click.Option)]

    assert [each.name for each in options if not each.help] == []


def test_each_table_and_field_has_a_title_and_a_sentence():
    tables = STANDARD.tables.values()
    things = [*tables, *(field for table in tables for field in table.fields.values())]

    assert [t.name for t in things if not (t.title and _is_sentence(t.description))] == []


def test_each_rule_and_check_has_a_sentence_a_reason_and_a_fix():
    checks = [*STANDARD.rules.values(), *STANDARD.checks.values()]

    assert [c.name for c in checks if not all(map(_is_sentence, (c.sentence, c.why, c.fix)))] == []


def test_each_codelist_and_code_has_a_title():
    lists = STANDARD.codelists.values()
    things = [*lists, *(code for codelist in lists for code in codelist.codes.values())]

    assert [t for t in things if not t.title] == []


@pytest.mark.parametrize("name", openinnov.__all__)
def test_a_public_name_has_a_docstring(name):
    assert _is_sentence(getattr(openinnov, name).__doc__)


@pytest.mark.parametrize(
    "modules",
    [
        pytest.param(FORMATS, id="formats of a package"),
        pytest.param(READERS, id="formats that are read"),
        pytest.param(OUTPUTS, id="formats of a report"),
        pytest.param(COPIES, id="copies of a submission"),
        pytest.param(DERIVED, id="forms of the standard"),
    ],
)
def test_a_plug_in_has_a_docstring(modules):
    assert [name for name, each in modules.items() if not _is_sentence(inspect.getdoc(each))] == []


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_how_to_page_says_what_an_output_is_for(name):
    assert re.search(rf"^\| `{name}=", HOW_TO, re.MULTILINE)


def test_the_changelog_names_the_version():
    assert f"## [{openinnov.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_index_names_each_page():
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in PAGES if "docs" in path.parts}

    assert {page for page in pages if page.removesuffix(".md") not in index} == {"index.md"}
