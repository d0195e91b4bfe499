"""What is shipped works in an environment of its own."""

import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def _run(*command, cwd=ROOT):
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the sdist, and the wheel from the sdist, as a user's installer would."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--sdist", "--outdir", folder)
    (sdist,) = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    unpacked = folder / sdist.name.removesuffix(".tar.gz")
    _run(
        sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, cwd=unpacked
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_schema_as_it_stands(wheel):
    with zipfile.ZipFile(wheel) as archive:
        shipped = {
            name.removeprefix("openinnov/schema/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("openinnov/schema/")
        }

    files = (path for path in (ROOT / "schema").rglob("*") if path.is_file())
    assert shipped == {
        path.relative_to(ROOT / "schema").as_posix(): path.read_bytes() for path in files
    }


def test_the_wheel_holds_no_file_of_the_checkout_alone(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"openinnov"}


def test_the_wheel_names_each_licence_of_what_it_ships(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        lines = archive.read(metadata).decode().splitlines()
    (expression,) = (line for line in lines if line.startswith("License-Expression: "))
    notice = (ROOT / "schema" / "NOTICE").read_text("utf-8")
    marks = r"\b(CC-BY-4[.]0|CC0-1[.]0|MIT|PDDL-1[.]0|LicenseRef-[A-Za-z-]+)\b"

    named = set(expression.partition(": ")[2].split(" AND "))

    assert named == {"Apache-2.0", *re.findall(marks, notice)}


def test_the_wheel_works_in_an_environment_of_its_own(wheel, tmp_path):
    venv.create(tmp_path / "env", with_pip=False)
    scripts = tmp_path / "env" / "bin"
    _run(
        *(sys.executable, "-m", "pip", "--python", scripts / "python"),
        *("install", "--quiet", "--no-index", "--no-deps", wheel),
    )
    # The dependencies are those of this environment; the package is the wheel's alone.
    (packages,) = (tmp_path / "env" / "lib").glob("*/site-packages")
    (own,) = {path for path in sys.path if path.endswith("site-packages")}
    (packages / "dependencies.pth").write_text(f"{own}\n", encoding="utf-8")

    code = "import openinnov; print(openinnov.__file__)"
    where = _run(scripts / "python", "-c", code, cwd=tmp_path)
    version = _run(scripts / "openinnov", "--version", cwd=tmp_path)
    schema = _run(scripts / "openinnov", "schema", cwd=tmp_path)

    assert Path(where.strip()).is_relative_to(tmp_path)
    assert version.startswith("openinnov, version ")
    assert "innovation" in schema


def test_the_constraints_name_no_address():
    text = (ROOT / "requirements.lock").read_text("utf-8")

    assert "://" not in text
    assert " @ " not in text
