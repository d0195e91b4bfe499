"""Measurements as observations of a cube: complete, told apart, and with what is missing said."""

from pathlib import Path

import pyoxigraph
import pytest
from publication import reading_rdf
from publication.cube_constraints import CONSTRAINTS, broken, closed
from publication.released import DATASET, SMALL, WIDE, as_is, release, without_fields

import openinnov
from openinnov.publication import dcat, json_ld, n_quads, structures, turtle, used_codes
from openinnov.publication.files import Output
from openinnov.standard import load

ID = "https://w3id.org/openinnov/id"
CODE = "https://w3id.org/openinnov/code"
SDMX = "http://purl.org/linked-data/sdmx/2009"
ROOT = Path(__file__).parents[2]
ROW = {
    "id": "bd-a2i-9",
    "indicator_id": "bd-a2i-5",
    "innovation_id": "bd-a2i-1",
    "deployment_id": None,
    "point": "actual",
    "period_start": "2016-05",
    "period_end": None,
    "value": "12.5",
    "sex": None,
    "age_band": None,
    "area_type": None,
    "beneficiary_group": None,
}
VISIT = {
    "id": "bd-a2i-8",
    "innovation_id": "bd-a2i-1",
    "service_id": "bd-a2i-s1",
    "deployment_id": None,
    "point": "actual",
    "measured_on": "2016",
    "beneficiary_group": None,
    "elapsed_days": "3",
    "cost": None,
}
TOTALS = {
    "oi:deployment": "oi:total",
    "oi:periodEnd": '"2016-05"^^xsd:gYearMonth',
    "sdmx-dimension:sex": "sdmx-code:sex-T",
    "sdmx-dimension:age": '"_T"',
    "oi:areaType": f"<{CODE}/area_type/all>",
    "oi:beneficiaryGroup": f"<{CODE}/beneficiary_group/general>",
}
CLAIMED = {"rdf:type": "qb:Observation oi:Measurement", "qb:dataSet": f"<{DATASET}#measurement>"}
SUPPRESSED = {
    "sdmx-attribute:obsStatus": "sdmx-code:obsStatus-M",
    "sdmx-attribute:confStatus": "sdmx-code:confStatus-C",
}


def _notice(field, record="bd-a2i-9", table="measurement", reason="small-count"):
    return {"table_name": table, "record_id": record, "field_name": field, "reason": reason}


def _release(rows, *notices, table="measurement"):
    tables = {**SMALL, "indicator": WIDE["indicator"], table: rows}
    return release({**tables, **({"withheld": list(notices)} if notices else {})})


@pytest.fixture
def said(tmp_path):
    """Return a function that gives what each format says of a record, in short names."""

    def said(protected, record):
        for form in (n_quads, turtle, json_ld):
            form.write(protected, Output(tmp_path))
        statements = reading_rdf.by_oxigraph(tmp_path, n_quads.PATH)
        assert reading_rdf.by_oxigraph(tmp_path, turtle.PATH) == statements
        assert reading_rdf.by_pyld(tmp_path) == statements
        found = {}
        for subject, predicate, target in sorted(statements):
            if subject == f"<{ID}/{record}>":
                found.setdefault(_short(predicate), []).append(_short(target))
        return {name: " ".join(targets) for name, targets in found.items()}

    return said


def _short(term):
    for prefix, start in load().prefixes.items():
        if f"<{start}" in term:
            return term.replace(f"<{start}", f"{prefix}:").removesuffix(">")
    return term


@pytest.mark.parametrize(
    ("cells", "notices", "expected"),
    [
        pytest.param(
            {},
            [],
            TOTALS | CLAIMED | {"sdmx-measure:obsValue": '"12.5"^^xsd:decimal'},
            id="empty dimensions are totals",
        ),
        pytest.param(
            {"sex": "F", "age_band": "15-24", "period_end": "2017", "area_type": "city"},
            [],
            TOTALS
            | CLAIMED
            | {
                "sdmx-measure:obsValue": '"12.5"^^xsd:decimal',
                "sdmx-dimension:sex": "sdmx-code:sex-F",
                "sdmx-dimension:age": '"15-24"',
                "oi:periodEnd": '"2017"^^xsd:gYear',
                "oi:areaType": f"<{CODE}/area_type/city>",
            },
            id="others stay as they are",
        ),
        pytest.param(
            {},
            [_notice(name) for name in ("sex", "age_band", "deployment_id", "period_end")],
            TOTALS
            | CLAIMED
            | {
                "sdmx-measure:obsValue": '"12.5"^^xsd:decimal',
                "sdmx-dimension:sex": "oi:withheld",
                "sdmx-dimension:age": '"_X"',
                "oi:deployment": "oi:withheld",
                "oi:periodEnd": '"_X"',
            },
            id="a withheld dimension is no total",
        ),
        pytest.param(
            {"sex": "F"},
            [_notice("sex", record="*"), _notice("area_type", record="*")],
            TOTALS
            | CLAIMED
            | {
                "sdmx-measure:obsValue": '"12.5"^^xsd:decimal',
                "sdmx-dimension:sex": "sdmx-code:sex-F",
                "oi:areaType": "oi:withheld",
            },
            id="a notice about all records is about the empty cells",
        ),
        pytest.param(
            {"value": None},
            [_notice("value")],
            TOTALS | CLAIMED | SUPPRESSED,
            id="a withheld value leaves the observation",
        ),
        pytest.param(
            {"value": None, "obs_status": "E"},
            [_notice("value")],
            TOTALS | CLAIMED | SUPPRESSED,
            id="one status alone is that of what is withheld",
        ),
        pytest.param(
            {"value": None, "obs_status": "M"},
            [_notice("value", record="bd-a2i-other"), _notice("value", reason="not-collected")],
            TOTALS
            | {"rdf:type": "oi:Measurement", "sdmx-attribute:obsStatus": "sdmx-code:obsStatus-M"},
            id="a value that was never collected is no observation",
        ),
        pytest.param(
            {"point": None},
            [],
            TOTALS | {"rdf:type": "oi:Measurement", "sdmx-measure:obsValue": '"12.5"^^xsd:decimal'},
            id="without a dimension that has no total there is no observation",
        ),
    ],
)
def test_a_row_is_an_observation(cells, notices, expected, said):
    found = said(_release([ROW | cells], *notices), "measurement/bd-a2i-9")

    always = {
        "dcterms:identifier": '"bd-a2i-9"',
        "oi:indicator": f"<{ID}/indicator/bd-a2i-5>",
        "oi:innovation": f"<{ID}/innovation/bd-a2i-1>",
        "oi:point": f"<{CODE}/measure_point/actual>",
        "oi:periodStart": '"2016-05"^^xsd:gYearMonth',
    }
    if cells.get("point", "actual") is None:
        del always["oi:point"]
    assert found == always | expected


def test_the_other_numbers_of_a_visit_are_attributes(said):
    rows = [VISIT | {"elapsed_days": None, "cost": "4"}]
    notice = _notice("elapsed_days", "bd-a2i-8", "time_cost_visit")

    found = said(_release(rows, notice, table="time_cost_visit"), "time_cost_visit/bd-a2i-8")

    assert found == SUPPRESSED | {
        "dcterms:identifier": '"bd-a2i-8"',
        "dcterms:date": '"2016"^^xsd:gYear',
        "oi:beneficiaryGroup": f"<{CODE}/beneficiary_group/general>",
        "oi:cost": '"4"^^xsd:decimal',
        "oi:deployment": "oi:total",
        "oi:innovation": f"<{ID}/innovation/bd-a2i-1>",
        "oi:point": f"<{CODE}/measure_point/actual>",
        "oi:service": f"<{ID}/service/bd-a2i-s1>",
        "qb:dataSet": f"<{DATASET}#time-cost-visit>",
        "rdf:type": "qb:Observation oi:TimeCostVisit",
    }


def test_dimensions_that_are_not_released_are_filled_too(said):
    cells = {"value": None, "innovation_id": None}
    notices = [_notice("sex", "*"), _notice("value", "*"), _notice("innovation_id", "*")]
    protected = _release([ROW | cells], *notices)
    dropped = ("deployment_id", "period_end", "sex", "age_band", "value", "innovation_id")
    protected = without_fields(protected, "measurement", *dropped)

    found = said(protected, "measurement/bd-a2i-9")

    assert found == TOTALS | CLAIMED | SUPPRESSED | {
        "sdmx-dimension:sex": "oi:withheld",
        "oi:innovation": "oi:withheld",
        "dcterms:identifier": '"bd-a2i-9"',
        "oi:indicator": f"<{ID}/indicator/bd-a2i-5>",
        "oi:point": f"<{CODE}/measure_point/actual>",
        "oi:periodStart": '"2016-05"^^xsd:gYearMonth',
    }


def _constrained(protected, directory):
    for form in (n_quads, dcat):
        form.write(protected, Output(directory))
    paths = (n_quads.PATH, used_codes.PATH, structures.PATH)
    return closed(*(directory / path for path in paths))


def _suppressed(store):
    """Return the observations that say that they are confidential."""
    status = pyoxigraph.NamedNode(f"{SDMX}/attribute#confStatus")
    code = pyoxigraph.NamedNode(f"{SDMX}/code#confStatus-C")
    return {quad.subject.value for quad in store.quads_for_pattern(None, status, code)}


@pytest.mark.parametrize("name", ["bangladesh-digital-centres", "rwanda-irembo"])
def test_a_published_package_keeps_the_integrity_constraints(name, tmp_path):
    package = openinnov.read(ROOT / "datapackages" / name / "published")

    store = _constrained(as_is(package), tmp_path)

    found = broken(store)
    assert found.keys() <= {"IC-14 all measures present"}
    missing = {row["obs"].value for rows in found.values() for row in rows}
    assert missing == _suppressed(store)


def test_only_withheld_values_break_a_constraint(tmp_path):
    rows = [
        ROW,
        ROW | {"id": "bd-a2i-10", "sex": "F"},
        ROW | {"id": "bd-a2i-11", "value": None, "sex": "M"},
        ROW | {"id": "bd-a2i-12", "value": None, "sex": "O"},
        ROW | {"id": "bd-a2i-13", "area_type": "city"},
    ]
    notices = [_notice("value", "bd-a2i-11"), _notice("sex", "bd-a2i-13")]

    store = _constrained(_release(rows, *notices), tmp_path)

    found = broken(store)
    assert [*found] == ["IC-14 all measures present"]
    assert _suppressed(store) == {f"{ID}/measurement/bd-a2i-11"}
    assert {row["obs"].value for row in found["IC-14 all measures present"]} == _suppressed(store)


@pytest.mark.parametrize(
    ("spoilt", "expected"),
    [
        pytest.param(
            {"id": "bd-a2i-10"}, "IC-12 no duplicate observations", id="an observation twice"
        ),
        pytest.param(
            {"id": "bd-a2i-10", "area_type": "all", "beneficiary_group": "general", "sex": "T"},
            "IC-12 no duplicate observations",
            id="twice, once in words",
        ),
    ],
)
def test_the_constraints_find_what_is_wrong(spoilt, expected, tmp_path):
    store = _constrained(_release([ROW, ROW | spoilt]), tmp_path)

    assert [*broken(store)] == [expected]


def test_the_constraints_find_a_structure_that_is_gone(tmp_path):
    protected = _release([ROW])
    _constrained(protected, tmp_path)

    structure = tmp_path / structures.PATH
    lines = structure.read_text("utf-8").replace("qb:structure", "rdfs:seeAlso")
    structure.write_text(lines.replace("rdfs:range", "rdfs:seeAlso"), "utf-8")
    store = closed(tmp_path / n_quads.PATH, tmp_path / used_codes.PATH, structure)

    assert len(CONSTRAINTS) == 21
    assert [*broken(store)] == ["IC-2 unique structure", "IC-4 dimensions have range"]


def test_a_release_without_measurements_has_no_cubes(tmp_path):
    dcat.write(release(SMALL), Output(tmp_path))

    assert not (tmp_path / structures.PATH).exists()
