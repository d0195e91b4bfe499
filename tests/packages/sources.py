"""Public tables of others, as files with their schemas or as a data package."""

import json

TREES = {
    "fields": [
        {"name": "id", "type": "integer", "title": "Number"},
        {"name": "species", "description": "The name in Latin."},
        {"name": "site", "type": "string"},
        {"name": "height", "type": "number"},
    ],
    "primaryKey": "id",
    "foreignKeys": [{"fields": "site", "reference": {"resource": "Sites", "fields": "code"}}],
    "missingValues": ["", "NA"],
}
SITES = {"fields": [{"name": "code"}, {"name": "park", "type": "boolean"}], "primaryKey": ["code"]}
FILES = {
    "trees.csv": 'id,species,site,height\n2,"Celtis, australis",a,NA\n1,=1+1,,01.50\n',
    "Sites.csv": "code,park\na,true\n",
}
SAID = {"name": "trees-of-dhaka", "licence": "CC-BY-4.0"}


def write_files(folder, files):
    """Write files, of text or of bytes, and return their paths."""
    paths = [folder / name for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return paths


def write_descriptor(folder, schemas, **properties):
    """Write a descriptor of CSV files with these schemas, and return its path."""
    resources = [
        {"name": name, "path": f"{name}.csv", "schema": schema} for name, schema in schemas.items()
    ]
    file = folder / "datapackage.json"
    file.write_text(json.dumps({"resources": resources} | properties), "utf-8")
    return file
