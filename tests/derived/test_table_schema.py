"""The data package of the standard is one for frictionless."""

from frictionless import Package

from openinnov.derived.table_schema import table_schema
from openinnov.standard import load

STANDARD = load()


def test_frictionless_takes_the_descriptor_with_its_schemas():
    package = Package.from_descriptor(table_schema(STANDARD))

    assert [resource.name for resource in package.resources] == list(STANDARD.tables)
    assert package.get_resource("need").schema.primary_key == ["id"]


def test_each_table_comes_with_the_schema_of_its_file():
    schemas = {each["name"]: each["schema"] for each in table_schema(STANDARD)["resources"]}

    assert schemas == {name: STANDARD.schema(name) for name in STANDARD.tables}
