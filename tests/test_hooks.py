"""What publishers with data in git use: the hooks, and the action of a pipeline."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from documents import ROOT

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
BIN = Path(sys.executable).parent
ENVIRONMENT = os.environ | {
    "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
    "OPENINNOV_KEY_FILE": str(ROOT / "datapackages" / "demo.key"),
}


def _run(*command, cwd, **variables):
    return subprocess.run(
        command,
        cwd=cwd,
        env=ENVIRONMENT | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def _repository(tmp_path, example):
    """Make a repository of a publisher, whose hooks are ours, run by this environment."""
    shutil.copytree(ROOT / "datapackages" / example / "submission", tmp_path / "data")
    hooks = [{**hook, "language": "system", "args": ["data/"]} for hook in HOOKS]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    _run("git", "init", "-q", cwd=tmp_path)
    _run("git", "add", "--all", cwd=tmp_path)
    return tmp_path


def _pre_commit(tmp_path, hook, example):
    repository = _repository(tmp_path, example)
    command = ("pre-commit", "run", hook, "--all-files", "--verbose")
    return _run(*command, cwd=repository, PRE_COMMIT_HOME=str(tmp_path / "home"))


def test_the_hooks_are_hooks():
    done = _run("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("hook", [each["id"] for each in HOOKS])
def test_a_hook_lets_good_data_pass(hook, tmp_path):
    done = _pre_commit(tmp_path, hook, "bangladesh-digital-centres")

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("hook", [each["id"] for each in HOOKS])
def test_a_hook_stops_a_commit_of_bad_data(hook, tmp_path):
    done = _pre_commit(tmp_path, hook, "mistakes")

    assert done.returncode == 1
    assert "- exit code: 1" in done.stdout


def test_the_action_is_one():
    command = ("check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml")

    done = _run(*command, cwd=ROOT)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("example", "code"), [("bangladesh-digital-centres", 0), ("mistakes", 1)])
def test_the_action_says_what_it_found(example, code, tmp_path):
    """The step runs as it stands; what the one before it installs is here already."""
    (tmp_path / "openinnov").mkdir()
    (tmp_path / "openinnov" / "bin").symlink_to(BIN)
    _, step = ACTION["runs"]["steps"]
    inputs = {name: each.get("default", "") for name, each in ACTION["inputs"].items()}
    inputs |= {"source": f"datapackages/{example}/submission", "report": f"{tmp_path}/r.html"}
    variables = {
        name: inputs[value.removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, value in step["env"].items()
    }

    done = _run("bash", "-e", "-c", step["run"], cwd=ROOT, RUNNER_TEMP=str(tmp_path), **variables)

    assert done.returncode == code, done.stderr
    assert (tmp_path / "r.html").read_text("utf-8").startswith("<!doctype html>")
    assert ("::error" in done.stdout) == bool(code)
