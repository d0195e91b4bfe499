"""Whatever a policy, a hierarchy, a column or a key looks like: a clear refusal, or no leak.

Policies are the base policy's own paths with other values, of the right type and of any other.
Published bytes are swept here without the code that protects or verifies.
"""

import contextlib
import csv
import io
import json
import math
import shutil
import tomllib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publication.released import INNOVATION, ORGANIZATION
from submissions import DESCRIPTOR

from openinnov import policy as policies
from openinnov.cli import main
from openinnov.exceptions import OpenInnovError
from openinnov.policy import Policy
from openinnov.standard import load

STANDARD = load()
BASE = tomllib.loads((STANDARD.root / "policy.toml").read_text("utf-8"))
HEAD = 'policy = "openinnov-privacy/1"\nname = "fuzzed"\nversion = "1"\n'
#: What no policy may let into a public package: each is unmistakable, and stands in one cell.
CANARIES = ("Zqxname Canary", "zqxmail@canary.example", "zqxrespondent1", "zqxunknown", "zqxanswer")


def _paths(node, above=()):
    for name, value in node.items():
        yield (*above, name)
        if isinstance(value, dict):
            yield from _paths(value, (*above, name))


PATHS = sorted(path for path in _paths(BASE) if path[0] not in {"policy", "name", "version"})
_WORDS = st.sampled_from(
    [
        *("drop", "keep", "generalize", "round", "top-code", "scrub", "pseudonymize", "suppress"),
        *("safe", "withhold", "month", "year", "feedback", "age", "sex", "distinct", "entropy"),
        *("equal", "*", ""),
    ]
)
_NUMBERS = st.one_of(
    st.integers(-2, 40),
    st.sampled_from([0.0, 0.3, 1.5, -0.1, math.inf, -math.inf, math.nan, 2**63, -(2**70), 10**30]),
)
_PLAIN = st.one_of(
    _WORDS,
    _NUMBERS,
    st.booleans(),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8),
)
_KEYS = st.sampled_from(
    sorted({name for path in PATHS for name in path} | {"above", "step", "widths", "cut", "file"})
)
VALUES = st.recursive(
    _PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=6,
)


def _toml(value):
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        pairs = (f"{_toml(name)} = {_toml(inner)}" for name, inner in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return str(value)


def _near(path):
    """Return what the base says, or something stricter of the same type."""
    value = BASE
    for name in path:
        value = value[name]
    if isinstance(value, int) and not isinstance(value, bool):
        return st.integers(value, value + 9)
    return st.floats(0, value) if isinstance(value, float) else st.just(value)


@st.composite
def documents(draw):
    """Draw the text of a policy: some paths of the base with other values, or with keys below."""
    made = {}
    for path in draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=3)):
        place = made
        for name in path[:-1]:
            place = place.setdefault(name, {})
            if not isinstance(place, dict):
                break
        else:
            place[path[-1]] = draw(st.one_of(VALUES, _near(path)))
    return HEAD + "".join(f"{_toml(name)} = {_toml(value)}\n" for name, value in made.items())


@given(text=documents())
@settings(max_examples=3 * settings().max_examples)
def test_a_policy_is_read_or_refused_in_words(text, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "fuzzed.toml"
    path.write_text(text, "utf-8")

    try:
        found = policies.load(path, standard=STANDARD)
    except OpenInnovError as error:
        found = str(error)
    assert isinstance(found, Policy) or found.startswith("fuzzed.toml: ")


_LEVELS = st.sampled_from(["low", "high", "*", "", "x,y", '"', "é", "\0", "*,*", "low,*"])


@st.composite
def hierarchies(draw):
    """Draw the bytes of a hierarchy: of the ages that occur, of others, or of anything."""
    ages = [str(age) for age in draw(st.sampled_from([range(121), range(20, 60), range(3)]))]
    lines = [f"{age},{'low' if int(age) < 40 else 'high'},*" for age in ages]
    for _ in range(draw(st.integers(0, 2))):
        lines[draw(st.integers(0, len(lines) - 1))] = draw(_LEVELS)
    text = "\n".join(["value,1,2", *lines, ""])
    others = [text.encode("utf-16"), b"", b"\xff\n"]
    return draw(st.sampled_from([text.encode()] * 6 + others))


def _lines(name, rows):
    return {name: [list(rows[0]), *(list(row.values()) for row in rows)]}


def _submission():
    """Return the cells of a submission that holds each canary once."""
    contact = {"id": "bd-a2i-contact-1", "organization_id": "bd-a2i-org-1"}
    contact |= {"name": CANARIES[0], "email": CANARIES[1], "role_title": "Head of desk"}
    groups = [("", 60), ("F", 47), ("M", 3), ("U", 10)]
    counts = [
        {
            "id": f"bd-a2i-{n}",
            "indicator_id": "bd-a2i-5",
            "innovation_id": "bd-a2i-1",
            "point": "actual",
            "period_start": "2025",
            "value": "7",
            "sample_size": str(size),
            "sex": sex,
        }
        for n, (sex, size) in enumerate(groups, start=20)
    ]
    answers = [
        {
            "id": "zqxanswer" if n == 0 else f"answer{n}",
            "respondent_id": CANARIES[2] if n == 0 else f"person{n}",
            "innovation_id": "bd-a2i-1",
            "age": str(20 + n % 4),
            "sex": "FM"[n % 2],
            "bribe_asked": ("true", "false")[n % 3 == 0],
        }
        for n in range(48)
    ]
    indicator = {"id": "bd-a2i-5", "name": "Asked", "result_level": "output", "unit": "person"}
    return (
        _lines("organization", [ORGANIZATION])
        | _lines("innovation", [INNOVATION])
        | _lines("contact", [contact])
        | _lines("indicator", [indicator])
        | _lines("measurement", counts)
        | _lines("feedback", answers)
    )


#: What is done to a column: to which, by its place in all tables.
CHANGES = st.tuples(
    st.sampled_from(["none"] * 8 + ["add", "rename", "double", "drop", "swap"]),
    st.integers(0, 60),
    st.sampled_from(["title", "Id ", "value", "sex", "", "é"]),
)


def _changed(change, number, name):
    """Return a submission of which a column is renamed, doubled, added, taken away or moved."""
    tables = _submission()
    every = [(rows, place) for rows in tables.values() for place in range(len(rows[0]))]
    rows, place = every[number % len(every)]
    if change == "add":
        rows[0].append("notes")
        for row in rows[1:]:
            row.append(CANARIES[3])
    elif change == "rename":
        rows[0][place] = name
    for row in rows if change in {"double", "drop", "swap"} else ():
        if change == "double":
            row.append(row[place])
        elif change == "drop":
            del row[place]
        else:
            row[0], row[place] = row[place], row[0]
    return tables


#: Policies that can be laid over the base, so that not all are refused before anything is done.
SOUND = st.sampled_from(
    [
        "[tables]\nthreshold = 10\n",
        '[tables]\nzeros = "withhold"\n',
        "[microdata.feedback]\nk = 7\n",
        "[microdata.feedback]\nsuppression = 0.9\n[gate]\nglobal_risk = 0.02\n",
        '[fields."feedback.bribe_asked"]\npublic = { method = "drop" }\n',
        '[fields."innovation.summary"]\npublic = { method = "drop" }\n',
        '[microdata.feedback.hierarchies]\nage = { file = "ages.csv" }\n',
        "[microdata.feedback.hierarchies]\nage = { widths = [5, 20], size = 121 }\n",
        "",
    ]
).map(lambda text: HEAD + text)
KEYS = st.sampled_from([b"k" * 32] * 7 + [b"k" * 31, b"", None])


OFFICES = st.fixed_dictionaries(
    {
        "text": st.one_of(SOUND, SOUND, SOUND, documents()),
        "change": CHANGES,
        "lines": hierarchies(),
        "key": KEYS,
    }
)


@given(office=OFFICES, drop_unknown=st.booleans())
@settings(max_examples=max(10, settings().max_examples // 2))
def test_what_is_published_under_any_policy_holds_no_canary(office, drop_unknown, tmp_path_factory):
    place = tmp_path_factory.mktemp("fuzzed")
    _write(place, **office)
    options = ["--policy", str(place / "policy.toml"), "--format", "data-package"]
    options += ["--key-file", str(place / "fuzz.key")] if office["key"] is not None else []
    options += ["--drop-unknown"] if drop_unknown else []

    code, said = _run("publish", str(place / "in"), str(place / "out"), *options)

    assert "Traceback" not in said
    assert not [each for each in CANARIES if each.lower() in said.lower()]
    assert code in {0, 1, 2}
    if code == 0:
        _has_no_leak(place / "out")
    else:
        assert not (place / "out").exists()
    shutil.rmtree(place)


def test_the_sweep_finds_what_nobody_protected(tmp_path):
    _write(tmp_path, HEAD, ("add", 0, ""), b"", None)
    (tmp_path / "in").rename(tmp_path / "data")

    for name in ("contact.csv", "organization.csv"):
        with pytest.raises(AssertionError, match=r"zqx|Zqx"):
            _has_no_leak(tmp_path)
        (tmp_path / "data" / name).unlink()
    (tmp_path / "data" / "feedback.csv").unlink()
    with pytest.raises(AssertionError, match="'3'"):
        _has_no_leak(tmp_path)


def _run(*arguments):
    """Run the command; return its exit code, and all that it says."""
    said = io.StringIO()
    with (
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
        pytest.raises(SystemExit) as left,
    ):
        main(arguments)
    return left.value.code, said.getvalue()


def _write(place, text, change, lines, key):
    (place / "in").mkdir()
    for name, rows in _changed(*change).items():
        with (place / "in" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    (place / "in" / "datapackage.json").write_text(json.dumps(DESCRIPTOR), "utf-8")
    (place / "policy.toml").write_text(text, "utf-8")
    (place / "ages.csv").write_bytes(lines)
    if key is not None:
        (place / "fuzz.key").write_bytes(key)


def _has_no_leak(package):
    for path in package.rglob("*"):
        content = path.read_bytes().lower() if path.is_file() else b""
        assert not [each for each in CANARIES if each.lower().encode() in content], path
    for row in _rows(package, "measurement"):
        # The three men, and what would give them away.
        assert row.get("sample_size", "") not in {"1", "2", "3", "4"}
    sizes = {
        row.get("sex", ""): row.get("sample_size", "") for row in _rows(package, "measurement")
    }
    assert list(sizes.values()).count("") != 1
    traits = ("age", "sex", "innovation_id")
    classes = Counter(tuple(row.get(t, "") for t in traits) for row in _rows(package, "feedback"))
    assert min(classes.values(), default=5) >= 5


def _rows(package, table):
    path = package / "data" / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
