"""The mappings that the reference page shows can be read, and the whole one of them be run."""

import re
import tomllib
from decimal import Decimal

import pytest
from shared_data import shared

from openinnov.mapping import apply
from openinnov.mapping.document import Document

BLOCK = re.compile(r"^```toml\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.fixture
def blocks():
    return BLOCK.findall(shared("reference/mapping.md").read_text("utf-8"))


def test_every_block_is_a_mapping_or_a_part_of_one(blocks, texts):
    assert blocks
    head = tomllib.loads(texts.head + texts.source, parse_float=Decimal)

    for block in blocks:
        document = head | tomllib.loads(block, parse_float=Decimal)
        for table in document["table"].values():
            if isinstance(table, dict):
                table.setdefault("from", "cases")

        Document.model_validate(document)


def test_the_complete_example_gives_what_the_page_says(blocks, demo, rows):
    (whole,) = [block for block in blocks if block.startswith("mapping = 1")]
    demo.write({"cases.csv": "Nr,Title,Owner,Phase,Since,About\n"})
    with (demo.data / "cases.csv").open("a", encoding="utf-8") as stream:
        stream.write("7,Queue by phone,Ville de Québec,live,03/2021,A slot at the counter.\n")
    (demo.file.parent / "phase.csv").write_text("from,to\nlive,implementation\n", "utf-8")
    demo.file.write_text(whole, "utf-8")

    mapped = apply(demo.file, demo.data)

    owner = "ca-demo-org-ville-de-quebec-rootof5k"
    fields = ("id", "lead_organization_id", "stage", "status", "start_date")
    assert rows(mapped, "innovation", *fields) == [
        ("ca-demo-7", owner, "implementation", "active", "2021-03")
    ]
    assert rows(mapped, "organization", "id", "name") == [
        ("ca-demo-publisher", "Demo register"),
        (owner, "Ville de Québec"),
    ]
    assert mapped.complete
