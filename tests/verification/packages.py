"""Write packages by hand, as nobody should publish them."""

import csv
import json

import pyarrow as pa
import pyarrow.parquet as pq

BASE = "https://w3id.org/openinnov/id"
GRAPH = "<https://w3id.org/openinnov/dataset/x/1>"


def table(name, rows, *, privacy=None, fields=None, **resource):
    """Return a resource and its rows; `privacy` has the class of each field that is not public."""
    names = fields or list(dict.fromkeys(name for row in rows for name in row))
    classes = privacy or {}
    schema = {
        "openinnov:subject": f"{{base}}/{name}/{{id}}",
        "fields": [
            {
                "name": field,
                "type": "string",
                "openinnov:type": "list" if field.endswith("groups") else "string",
                "openinnov:property": f"oi:{field}",
                "openinnov:privacy": classes.get(field, "public"),
            }
            for field in names
        ],
        **resource.pop("schema", {}),
    }
    return {"name": name, "path": f"data/{name}.csv", "schema": schema, **resource}, rows


def write(directory, *tables, forms=("csv", "parquet", "nq"), **descriptor):
    """Write a package, and return its directory."""
    (directory / "data").mkdir(parents=True)
    for resource, rows in tables:
        write_rows(directory, resource, rows, forms)
    document = {"openinnov:release": "public", **descriptor}
    document["resources"] = [resource for resource, _ in tables]
    (directory / "datapackage.json").write_text(json.dumps(document), "utf-8")
    return directory


def write_rows(directory, resource, rows, forms):
    """Write the rows of a table in some forms."""
    names = [field["name"] for field in resource["schema"]["fields"]]
    stem = directory / resource["path"].removesuffix(".csv")
    if "csv" in forms:
        with stem.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    if "parquet" in forms:
        cells = {name: [row.get(name) or None for row in rows] for name in names}
        pq.write_table(
            pa.table({name: pa.array(c, pa.string()) for name, c in cells.items()}),
            stem.with_suffix(".parquet"),
        )
    if "nq" in forms:
        with (directory / "data.nq").open("a", encoding="utf-8") as file:
            for number, row in enumerate(rows):
                subject = f"<{BASE}/{resource['name']}/{row.get('id', number)}>"
                for name, cell in row.items():
                    for item in filter(
                        None, cell.split(";") if name.endswith("groups") else [cell]
                    ):
                        text = json.dumps(item, ensure_ascii=False)
                        file.write(
                            f"{subject} <https://w3id.org/openinnov/ns#{name}> {text} {GRAPH} .\n"
                        )
