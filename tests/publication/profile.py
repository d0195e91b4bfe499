"""The official profile of Data Package 2.0, by which descriptors are checked."""

import json

import jsonschema
import referencing
from shared_data import shared

ADDRESS = "https://datapackage.org/profiles/2.0/"


def profile_faults(descriptor):
    """Return where a descriptor is not as the profile says."""
    folder = shared("data/linkeddata/datapackage-profiles/2.0")
    profiles = {path.name: json.loads(path.read_text("utf-8")) for path in folder.iterdir()}
    resources = [
        (f"{ADDRESS}{name}", referencing.Resource.from_contents(profile))
        for name, profile in profiles.items()
    ]
    registry = referencing.Registry().with_resources(resources)
    known = descriptor | {"resources": [_as_known(each) for each in descriptor["resources"]]}
    validator = jsonschema.Draft7Validator(profiles["datapackage.json"], registry=registry)
    return [error.json_path for error in validator.iter_errors(known)]


def _as_known(resource):
    """Return a resource in the words of the profile.

    The text of the specification has fields of the type "list", with a delimiter. Its JSON Schema
    forgot that type: no field that has it can pass, whoever wrote the descriptor. So such a field
    is called an array here, and nothing else is changed.
    """
    if "schema" not in resource:
        return resource
    fields = [
        {key: value for key, value in field.items() if key != "delimiter"} | {"type": "array"}
        if field.get("type") == "list"
        else field
        for field in resource["schema"]["fields"]
    ]
    return resource | {"schema": resource["schema"] | {"fields": fields}}
