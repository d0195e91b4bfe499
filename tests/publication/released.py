"""Make what may be published of rows, without protecting anything: tests alone may do so."""

import dataclasses

from submissions import DESCRIPTOR, make

from openinnov.submission import ProtectedSubmission, protecting

POLICY = {"name": "base", "version": "1.0.0", "hash": f"sha256:{'0' * 64}"}
#: The IRI of the release.
DATASET = "https://w3id.org/openinnov/dataset/bd-a2i/2026.01.15"
ORGANIZATION = {
    "id": "bd-a2i-org-1",
    "name": "Aspire to Innovate",
    "organization_type": "public-agency",
    "country": "BD",
}
INNOVATION = {
    "id": "bd-a2i-1",
    "title": "Union digital centres",
    "summary": "One-stop centres in every union that help people use public services.",
    "country": "BD",
    "lead_organization_id": "bd-a2i-org-1",
    "stage": "diffusion",
    "status": "active",
}
#: The smallest package that may be published.
SMALL = {"organization": [ORGANIZATION], "innovation": [INNOVATION]}
#: A package that has a bit of everything that becomes linked data in a way of its own.
WIDE = {
    "organization": [
        ORGANIZATION
        | {
            "acronym": "a2i",
            "identifiers": "BD-REG-0042;BD-REG-7",
            "website": "https://a2i.example.org/",
            "email": "info@a2i.example.org",
            "is_individual": "false",
        }
    ],
    "innovation": [
        INNOVATION
        | {
            "problem": 'They said: "far away".\nTwo trips, each a day long.',
            "policy_areas": "01.3;04.6",
            "keywords": "desk;one-stop shop",
            "start_date": "2010-11-11",
            "language": "en",
            "modified": "2026-01-10",
        },
        INNOVATION | {"id": "bd-a2i-1-2", "title": "ডিজিটাল সেন্টার", "language": "bn"},
        INNOVATION
        | {
            "id": "bd-a2i-10",
            "title": "Desk for permits",
            "start_date": "2010-11",
            "end_date": "2019",
            "adapted_from_id": "np-moha-3",
        },
    ],
    "innovation_sdg": [
        {"innovation_id": "bd-a2i-1", "sdg": "16.10", "significance": "principal"},
        {"innovation_id": "bd-a2i-1", "sdg": "16.6", "rationale": "It is at hand."},
    ],
    "participation": [
        {"innovation_id": "bd-a2i-1", "organization_id": "bd-a2i-org-1", "role": "key holder"}
    ],
    "deployment": [
        {
            "id": "bd-a2i-7",
            "innovation_id": "bd-a2i-1",
            "kind": "origin",
            "country": "BD",
            "stage": "full",
            "start_date": "2011",
            "people_reached": "6000000",
        }
    ],
    "indicator": [
        {"id": "bd-a2i-5", "name": "Users a month", "result_level": "output", "unit": "person"}
    ],
    "measurement": [
        {
            "id": "bd-a2i-9",
            "indicator_id": "bd-a2i-5",
            "innovation_id": "bd-a2i-1",
            "point": "actual",
            "period_start": "2016",
            "value": "120000.50",
            "sex": "F",
            "evidence_level": "3",
        }
    ],
    "relation": [
        {
            "table_name": "innovation",
            "subject_id": "bd-a2i-1",
            "predicate": "inspired-by",
            "object_id": "np-moha-3",
        },
        {
            "table_name": "innovation",
            "subject_id": "bd-a2i-1",
            "predicate": "same-as",
            "object_id": "https://e.org/7",
        },
    ],
    "translation": [
        {
            "table_name": "innovation",
            "record_id": "bd-a2i-1",
            "field_name": "title",
            "language": "bn",
            "text": "ইউনিয়ন ডিজিটাল সেন্টার",
        },
        {
            "table_name": "innovation_sdg",
            "record_id": "bd-a2i-1/16.6",
            "field_name": "rationale",
            "language": "zh-Hans",
            "text": "近",
        },
    ],
    "withheld": [
        {
            "table_name": "contact",
            "record_id": "*",
            "field_name": "*",
            "reason": "personal",
            "technique": "dropped",
            "cells": "12",
        },
        {
            "table_name": "deployment",
            "record_id": "bd-a2i-7",
            "field_name": "people_eligible",
            "reason": "small-count",
            "technique": "suppressed",
        },
    ],
}


def as_is(submission, *, profile="public"):
    """Return a submission as if protection had let all of it through."""
    with protecting():
        return ProtectedSubmission(submission, profile, POLICY, ())


def release(tables, *, profile="public", **properties):
    """Return what may be published of these tables, with some more properties of the descriptor."""
    return as_is(make(tables, descriptor=DESCRIPTOR | properties), profile=profile)


def without_fields(protected, table, *names):
    """Return what may be published without some fields of a table."""
    submission = protected.submission
    left = tuple(name for name in submission.columns[table] if name not in names)
    columns = {**submission.columns, table: left}
    return holding(protected, dataclasses.replace(submission, columns=columns))


def holding(protected, submission):
    """Return a protected submission with other contents, which protection alone may make."""
    with protecting():
        return dataclasses.replace(protected, submission=submission)
