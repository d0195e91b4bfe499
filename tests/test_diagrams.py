"""The pictures of the model show each table once, and each reference, to everybody."""

import xml.etree.ElementTree as ET
from collections import Counter

import diagrams
import pytest
from documents import ROOT

from openinnov.standard import load

STANDARD = load()
SVG = "{http://www.w3.org/2000/svg}"
PICTURE = pytest.mark.parametrize("group", diagrams.GROUPS)


def _drawn(group):
    return ET.fromstring(diagrams.draw(STANDARD, group))  # noqa: S314 -- it is our own.


def test_each_table_is_in_one_picture():
    shown = Counter(name for _, names in diagrams.GROUPS.values() for name in names)

    assert shown == Counter(list(STANDARD.tables))


@PICTURE
def test_each_reference_is_an_arrow_or_names_its_table(group):
    _, names = diagrams.GROUPS[group]
    picture = _drawn(group)

    texts = [text.text for text in picture.iter(f"{SVG}text")]
    arrows = [path for path in picture.iter(f"{SVG}path") if path.get("class") == "end"]
    references = [
        (name, field.reference.table)
        for name in names
        for field in STANDARD.tables[name].fields.values()
        if field.reference
    ]
    inside = [(name, target) for name, target in references if target in names and target != name]
    outside = [target for name, target in references if target not in names or target == name]
    assert len(arrows) == len(inside)
    assert sorted(text.partition(" → ")[2] for text in texts if " → " in text) == sorted(outside)


@PICTURE
def test_each_arrow_points_at_the_head_of_its_table(group):
    _, names = diagrams.GROUPS[group]
    picture = _drawn(group)

    heads = [rect for rect in picture.iter(f"{SVG}rect") if rect.get("class") == "head"]
    edges = {
        (float(head.get("x")) + float(head.get("width")), float(head.get("y")) + 11): name
        for head, name in zip(heads, names, strict=True)
    }
    tips = [
        tuple(map(float, path.get("d").split(" L")[0].removeprefix("M").split()))
        for path in picture.iter(f"{SVG}path")
        if path.get("class") == "end"
    ]
    named = [
        field.reference.table
        for name in names
        for field in STANDARD.tables[name].fields.values()
        if field.reference and field.reference.table in names
        if field.reference.table != name
    ]
    rounded = {(round(x, 1), round(y, 1)): name for (x, y), name in edges.items()}
    assert [rounded[x, y] for x, y in tips] == named


@PICTURE
def test_no_two_boxes_overlap(group):
    boxes = [rect for rect in _drawn(group).iter(f"{SVG}rect") if rect.get("class") == "box"]
    places = [[float(box.get(key)) for key in ("x", "y", "width", "height")] for box in boxes]

    assert len(places) == len(diagrams.GROUPS[group][1])
    for number, (x, y, width, height) in enumerate(places):
        for other_x, other_y, other_width, other_height in places[:number]:
            beside = x >= other_x + other_width or other_x >= x + width
            assert beside or y >= other_y + other_height or other_y >= y + height


@PICTURE
def test_a_picture_says_in_words_what_it_shows(group):
    picture = _drawn(group)

    title, description = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert title.text == diagrams.GROUPS[group][0]
    assert all(f"{name}" in description.text for name in diagrams.GROUPS[group][1])
    assert picture.get("role") == "img"


@PICTURE
def test_a_picture_needs_nothing_else(group):
    text = diagrams.draw(STANDARD, group)

    assert "script" not in text.replace("aria-describedby", "")
    assert "href" not in text
    assert "url(" not in text


@PICTURE
def test_a_page_shows_the_picture(group):
    page = (ROOT / "docs" / "explanation" / "model.md").read_text("utf-8")

    assert f"](model/{group}.svg)" in page
    assert f"## {diagrams.GROUPS[group][0]}" in page
