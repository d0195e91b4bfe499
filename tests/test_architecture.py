"""The structure holds: imports point one way, and only protection makes what may be published."""

import ast
import dataclasses
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import openinnov
from openinnov import publication, reading, reporting
from openinnov.detection import search
from openinnov.protection import methods

ROOT = Path(openinnov.__file__).parent
PATHS = sorted(ROOT.rglob("*.py"))
#: Each module imports only those that stand earlier here, and modules of its own package.
ORDER = [
    "exceptions",
    "fragment",
    "plugins",
    "wording",
    "standard",
    "derived",
    "models",
    "engine",
    "descriptor",
    "report",
    "submission",
    "replacement",
    "reading",
    "detection",
    "mapping",
    "repair",
    "reporting",
    "validation",
    "copies",
    "policy",
    "protection",
    "audit",
    "verification",
    "publication",
    "querying",
    "depositing",
    "foreign_table",
    "csvw",
    "packaging",
    "__init__",
    "cli",
    "__main__",
]
#: What no module may need before a function of it is called.
HEAVY = [
    "cryptography",
    "duckdb",
    "frictionless",
    "highspy",
    "jinja2",
    "jsonschema",
    "numpy",
    "openpyxl",
    "phonenumbers",
    "pyarrow",
    "pyoxigraph",
]
HEAVY += ["py4j", "pydantic", "pyspark", "python_calamine", "rdflib", "requests"]
HEAVY += ["uritemplate", "xlsxwriter"]


def _owner(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _imported(path):
    """Yield the names of our modules that a file imports, also within functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "openinnov":
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("openinnov."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from ("__init__" for name in node.names if name.name == "openinnov")


def test_every_module_has_its_place():
    assert {_owner(path) for path in PATHS} == set(ORDER)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_one_way(path):
    own = ORDER.index(_owner(path))
    # A report is printed in the words of the command line: `str` asks for them when it is called,
    # so that users of the library read the same. Reporting itself knows the report alone.
    allowed = {"report": {"reporting"}}.get(_owner(path), set())

    later = [name for name in _imported(path) if name in ORDER and ORDER.index(name) > own]

    assert set(later) <= allowed


def _functions(tree):
    return {
        node.name: [
            each.arg for each in (*node.args.args, *node.args.kwonlyargs) if each.arg != "self"
        ]
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize(
    ("protocol", "plugins", "helpers"),
    [
        pytest.param(reading.Reader, reading.READERS, set(), id="reading"),
        pytest.param(methods.Method, methods.METHODS, set(), id="protection"),
        # They are written in every package, and are no formats to choose.
        pytest.param(
            publication.Format, publication.FORMATS, {"citation", "readme"}, id="publication"
        ),
        pytest.param(reporting.Output, reporting.OUTPUTS, {"markup"}, id="reporting"),
        # It asks the others.
        pytest.param(search.Detector, search.DETECTORS, {"search"}, id="detection"),
    ],
)
def test_every_module_that_can_be_plugged_in_is(protocol, plugins, helpers):
    (definition,) = ast.parse(inspect.getsource(protocol)).body
    wanted = _functions(definition)
    package = protocol.__module__.split(".")[1]

    fitting = {
        path.stem
        for path in (ROOT / package).glob("*.py")
        if wanted.items() <= _functions(ast.parse(path.read_text("utf-8"))).items()
    }

    assert wanted
    assert fitting - helpers == {module.__name__.split(".")[-1] for module in plugins.values()}


def test_only_protection_makes_what_may_be_published():
    makers = {_owner(path) for path in PATHS if "ProtectedSubmission(" in path.read_text("utf-8")}

    assert makers - {"submission"} == {"protection"}


def test_only_protection_lifts_the_ban_on_making_it():
    users = {_owner(path) for path in PATHS if "protecting()" in path.read_text("utf-8")}

    assert users - {"submission"} == {"protection"}


def test_what_may_be_published_cannot_be_made_by_hand(submit):
    protected = openinnov.protect(submit({}))

    with pytest.raises(openinnov.RefusedError, match="only openinnov"):
        openinnov.ProtectedSubmission(submit({}), "public", {}, ())
    with pytest.raises(openinnov.RefusedError, match="only openinnov"):
        dataclasses.replace(protected, submission=submit({}))


def test_what_may_be_published_shows_its_profile_and_no_value(submit):
    protected = openinnov.protect(submit({"need": []}))

    assert repr(protected) == "<ProtectedSubmission, public: need>"


def test_an_unprotected_submission_is_not_published(submit, tmp_path):
    with pytest.raises(openinnov.RefusedError, match="protect it first"):
        openinnov.publish(submit({}), tmp_path / "package")


def test_verification_shares_nothing_with_what_it_verifies():
    files = [path for path in PATHS if _owner(path) == "verification"]

    assert not {"policy", "protection"} & {name for file in files for name in _imported(file)}


@pytest.mark.parametrize("module", ["openinnov", "openinnov.cli", "openinnov.validation"])
def test_starting_up_imports_nothing_heavy(module):
    code = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_no_source_file_is_long():
    lengths = {
        path.relative_to(ROOT).as_posix(): sum(
            1 for line in path.read_text("utf-8").splitlines() if line.strip()
        )
        for path in PATHS
    }

    assert {name: length for name, length in lengths.items() if length > 300} == {}
