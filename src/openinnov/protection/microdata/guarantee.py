"""What is promised of the rows of a table, as the description of a release says it."""

from typing import Any

from openinnov.protection.microdata.lines import Lines
from openinnov.protection.work import Work


def guarantee(work: Work, lines: Lines) -> dict[str, Any]:
    """Return the promise that anybody can check on the published rows alone.

    Only what concerns fields that leave is promised; a field that holds a list is promised code by
    code. Of words that are quoted is said to which use the persons agreed, and how that is written.
    """
    asked = lines.asked
    leaving = {field.name for field in lines.compared}
    quoted = [
        {
            "field": each.field.name,
            "scope": each.treatment.scope,
            "status": work.policy.consent.status,
        }
        for each in work.fields(lines.table)
        if each.leaves and each.treatment.scope
    ]
    return {
        "k": asked.k,
        "quasiIdentifiers": [field.name for field in lines.quasi],
        "diversity": [
            {
                "field": each.field,
                "kind": each.kind,
                "value": each.value,
                **({} if each.c is None else {"c": each.c}),
                "safe": list(each.safe),
            }
            for each in asked.diversity
            if each.field in leaving
        ],
        "closeness": [
            {"field": each.field, "distance": each.distance, "value": each.value}
            for each in asked.closeness
            if each.field in leaving
        ],
        **({"quoted": quoted} if quoted else {}),
    }
