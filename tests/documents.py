"""Runs the examples of a page of Markdown, in the order in which they stand.

Three sorts of blocks are run: ``python``; ``console``, of which the lines that begin with
``$ openinnov`` are commands and the lines below them are what they print; and a block with a
caption, which is written to the file that the caption names. In the output ``…`` stands for
what was left out of a line, or for any lines. After a command, ``$ echo $?`` states an exit code
other than 0.
"""

import contextlib
import doctest
import io
import re
import shlex
from itertools import groupby
from pathlib import Path

from sybil import Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser

from openinnov.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [
    path
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
    if "generated" not in path.parts
]
_STATUS = "$ echo $?"
_CAPTION = re.compile(
    r"^```\{code-block\} \w+\n:caption: (\S+)\n\n?(.*?)^```$", re.MULTILINE | re.DOTALL
)


def run_page(path):
    """Run the examples of a page in the current folder; fail at the first that is not true."""
    for example in _SYBIL.parse(path).examples():
        example.evaluate()


def files(text):
    """Return the blocks of a page that are files, by their names."""
    return dict(_CAPTION.findall(text))


def _write_files(example):
    for name, content in files(example.document.text).items():
        file = Path(name)
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8", newline="\n")


def _run_console(example):
    _write_files(example)
    blocks = re.split(r"^(?=\$ )", example.parsed, flags=re.MULTILINE)
    commands = [block.splitlines() for block in blocks if block.strip()]
    for number, (command, *said) in enumerate(commands):
        if command.startswith("$ openinnov"):
            following = commands[number + 1] if number + 1 < len(commands) else [""]
            stated = following[1] if following[0] == _STATUS else "0"
            _run_command(command, said, stated)


def _run_command(command, said, stated):
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            main(shlex.split(command)[2:])
        except SystemExit as leaving:
            code = leaving.code
    printed = output.getvalue()
    assert (command, str(code)) == (command, stated), printed
    lines = [line.rstrip() for line in printed.splitlines()]
    assert not said or _says(said, lines), f"{command}\n{printed}"


def _says(said, printed):
    """Whether the lines of a page, with ``…`` for what was left out, are those printed."""
    place, skips = 0, False
    for left_out, group in groupby(said, lambda line: line == "…"):
        if left_out:
            skips = True
            continue
        part = [".*".join(map(re.escape, line.split("…"))) for line in group]
        starts = range(place, len(printed)) if skips else [place]
        start = next((each for each in starts if _stands(part, printed[each:])), None)
        if start is None:
            return False
        place, skips = start + len(part), False
    return skips or place == len(printed)


def _stands(part, printed):
    return len(part) <= len(printed) and all(map(re.fullmatch, part, printed))


class _Python(PythonCodeBlockParser):
    """Writes the files of the page before its first example."""

    def __call__(self, document):
        for region in super().__call__(document):
            evaluate = region.evaluator

            def after_files(example, evaluate=evaluate):
                _write_files(example)
                return evaluate(example)

            region.evaluator = after_files
            yield region


_SYBIL = Sybil(
    parsers=[
        _Python(doctest_optionflags=doctest.ELLIPSIS),
        CodeBlockParser("console", _run_console),
    ]
)
