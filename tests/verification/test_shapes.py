"""Linked data that have another shape than the standard demands are found, whoever wrote them."""

import shutil

import pytest
from publication.released import WIDE, release
from verification.packages import table, write

import openinnov
from openinnov.engine import duckdb
from openinnov.verification import shapes
from openinnov.verification.package import opened

ID = "https://w3id.org/openinnov/id"
OI = "https://w3id.org/openinnov/ns#"
DC = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
GRAPH = "<https://w3id.org/openinnov/dataset/bd-a2i/2026.01.15>"
FIRST = f"<{ID}/innovation/bd-a2i-1> "
STAGE = f"{FIRST}<{OI}stage> <https://w3id.org/openinnov/code/stage/diffusion>"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    directory = tmp_path_factory.mktemp("sound") / "package"
    openinnov.publish(release(WIDE), directory, formats=["n-quads"])
    return directory


@pytest.fixture
def package(sound, tmp_path):
    shutil.copytree(sound, tmp_path / "package")
    return tmp_path / "package"


def _found(package):
    return [each.removeprefix("rdf/data.nq: ") for each in shapes.check(opened(package))]


def _edit(package, old, new):
    path = package / "rdf/data.nq"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _without(package, start):
    path = package / "rdf/data.nq"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    left = [line for line in lines if not line.startswith(start)]
    assert len(left) < len(lines)
    path.write_text("".join(left), encoding="utf-8")


def test_what_was_published_has_the_shape(sound):
    assert _found(sound) == []


def test_a_package_without_n_quads_has_no_fault(tmp_path):
    directory = write(tmp_path / "package", table("need", [{"id": "bd-a2i-1"}]), forms=["csv"])

    assert list(shapes.check(opened(directory))) == []


def test_the_check_is_one_of_a_package(package):
    _edit(package, "stage/diffusion>", "stage/wide>")

    verdicts = {each.check: each.faults for each in openinnov.verification.examine(package)}

    assert verdicts["quads"] == ()
    assert verdicts["shapes"] == (
        "rdf/data.nq: 1 values of innovation.stage do not have the form that the field asks for",
    )


@pytest.mark.parametrize(
    ("start", "fault"),
    [
        pytest.param(
            f"{FIRST}<{TYPE}>", "1 records of innovation do not have its class", id="the class"
        ),
        pytest.param(
            f"{FIRST}<{OI}stage>",
            "1 records of innovation lack stage, and no notice says why",
            id="a field",
        ),
    ],
)
def test_a_statement_that_is_missing_is_found(start, fault, package):
    _without(package, start)

    assert fault in _found(package)


_FORM = "do not have the form that the field asks for"


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        pytest.param(
            f"{FIRST}<{TYPE}> <{OI}Innovation>",
            f"{FIRST}<{TYPE}> <{OI}Deployment>",
            [
                "1 records of innovation do not have its class",
                "1 statements give records of innovation a class of others",
                "2 references of innovation_sdg.innovation_id lead to no record",
                "1 references of measurement.innovation_id lead to no record",
                "1 references of participation.innovation_id lead to no record",
                "1 references of deployment.innovation_id lead to no record",
            ],
            id="another class",
        ),
        pytest.param(
            f"{FIRST}<{OI}problem>",
            f"{FIRST}<{OI}problems>",
            ["1 statements about records of innovation have a property that no field has"],
            id="an unknown property",
        ),
        pytest.param(
            f"<{ID}/deployment/bd-a2i-7> <{OI}peopleReached>",
            f"<{ID}/rollout/bd-a2i-7> <{OI}peopleReached>",
            ["1 statements are about no record of a table"],
            id="an unknown table",
        ),
        pytest.param(
            STAGE,
            f'{FIRST}<{OI}stage> "diffusion"',
            [f"1 values of innovation.stage {_FORM}"],
            id="a text for a code",
        ),
        pytest.param(
            '"2010-11-11"',
            '"2010-11"',
            [f"1 values of innovation.start_date {_FORM}"],
            id="a month as a day",
        ),
        pytest.param(
            f"^^<{XSD}gYearMonth>",
            f"^^<{XSD}string>",
            [f"1 values of innovation.start_date {_FORM}"],
            id="a text for a month",
        ),
        pytest.param(
            '"Union digital centres"@en',
            '"Union digital centres"',
            [f"1 values of innovation.title {_FORM}"],
            id="no language",
        ),
        pytest.param(
            '"desk"', '"desk"@en', [f"1 values of innovation.keywords {_FORM}"], id="a language"
        ),
        pytest.param(
            '"desk"', "_:b0", [f"1 values of innovation.keywords {_FORM}"], id="a blank node"
        ),
        pytest.param(
            '"6000000"',
            '"-6"',
            [f"1 values of deployment.people_reached {_FORM}"],
            id="below the least",
        ),
        pytest.param(
            "/innovation/np-moha-3>",
            "/innovation/bd-a2i-404>",
            ["1 references of innovation.adapted_from_id lead to no record"],
            id="an own record that is not there",
        ),
        pytest.param(
            "/organization/bd-a2i-org-1> <",
            "/organization/np-moha-3> <",
            ["1 references of innovation.lead_organization_id lead to no record"],
            id="a record of others where it has to be own",
        ),
    ],
)
def test_a_statement_that_was_changed_is_found(old, new, faults, package):
    _edit(package, old, new)

    assert sorted(_found(package)) == sorted(faults)


def test_a_second_value_is_found(package):
    _edit(package, STAGE, f"{STAGE.replace('diffusion', 'idea')} {GRAPH} .\n{STAGE}")

    assert _found(package) == ["1 records of innovation have several values of stage"]


@pytest.mark.parametrize("record", ["bd-a2i-1", "%2A"])
def test_a_field_may_be_missing_or_coarser_where_a_notice_says_so(record, package):
    _without(package, f"{FIRST}<{OI}stage>")
    notice = f"<{ID}/withheld/innovation/{record}"
    facts = {
        f"<{TYPE}>": f"<{OI}Withholding>",
        f"<{OI}tableName>": '"innovation"',
        f"<{OI}withheldReason>": "<https://w3id.org/openinnov/code/withheld_reason/legal>",
    }
    with (package / "rdf/data.nq").open("a", encoding="utf-8") as file:
        for field in ("stage", "country"):
            for name, value in facts.items():
                file.write(f"{notice}/{field}/legal> {name} {value} {GRAPH} .\n")
    country = f"{FIRST}<{DC}spatial> "
    _edit(
        package,
        f"{country}<http://publications.europa.eu/resource/authority/country/BGD>",
        f'{country}"Asia"',
    )

    assert _found(package) == []


def test_a_large_file_is_read_piece_by_piece(package, monkeypatch):
    monkeypatch.setattr(shapes, "_PIECE", 100)
    monkeypatch.setattr(shapes, "_LARGE", 100)
    path = package / "rdf/data.nq"
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    _edit(package, "stage/diffusion>", "stage/wide>")

    assert _found(package) == [f"1 values of innovation.stage {_FORM}"]


def test_records_may_stand_under_a_base_of_the_publisher(tmp_path):
    base = {"openinnov:base": "https://data.example.org/innovation/id"}

    openinnov.publish(release(WIDE, **base), tmp_path / "package", formats=["n-quads"])

    assert _found(tmp_path / "package") == []


def test_many_records_take_little_memory(package, monkeypatch):
    path = package / "rdf/data.nq"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    record = [line for line in lines if line.startswith(FIRST)]
    more = (
        line.replace("innovation/bd-a2i-1>", f"innovation/bd-a2i-n{number}>", 1)
        for number in range(10_000)
        for line in record
    )
    path.write_text("".join([*lines, *more]), encoding="utf-8")
    monkeypatch.setattr(duckdb, "MEMORY_LIMIT", "48MB")

    assert _found(package) == []
