import dataclasses

import pytest

from openinnov import policy as policies
from openinnov.exceptions import PolicyError, RefusedError
from openinnov.protection import Key, protect
from openinnov.standard import load
from openinnov.submission import UnknownColumn


def test_unknown_profile_is_refused(submit):
    with pytest.raises(RefusedError, match=r"^'everybody' is no profile; use internal, partner"):
        protect(submit({}), profile="everybody")


def test_unknown_columns_and_files_are_named(submit):
    unknown = (
        UnknownColumn("innovation.csv", "innovation", "Mobile\x1b number"),
        UnknownColumn("staff.csv", None, None),
    )
    submission = dataclasses.replace(submit({"innovation": [{"id": "bd-a2i-1"}]}), unknown=unknown)

    with pytest.raises(
        RefusedError, match=r"the column Mobile\\x1b number of innovation.csv; the file staff.csv"
    ) as refused:
        protect(submission)
    assert "--drop-unknown on the command line, drop_unknown=True in Python" in str(refused.value)
    assert protect(submission, drop_unknown=True).submission.unknown == ()


def test_value_without_a_line_in_the_hierarchy_is_counted_and_not_shown(submit, key):
    submission = submit({"feedback": [{"id": "answer1", "age": "431"}, {"id": "answer2"}]})

    with pytest.raises(RefusedError, match=r"^feedback.age: 1 cells are in no line") as error:
        protect(submission, profile="partner", key=key)
    assert "431" not in str(error.value)
    with pytest.raises(RefusedError, match=r"^feedback.age: 1 rows have a value without") as error:
        protect(submission, key=key)
    assert "431" not in str(error.value)


def test_number_of_people_that_is_none_is_refused_and_not_called_small(submit, rows):
    figures = [
        {"id": "bd-a2i-mea-1", "sample_size": "about 500"},
        {"id": "bd-a2i-mea-2", "sample_size": "500"},
        {"id": "bd-a2i-mea-3"},
    ]
    submission = submit({"measurement": figures})

    with pytest.raises(RefusedError, match=r"^measurement.sample_size: 1 cells hold no") as error:
        protect(submission)
    assert "about" not in str(error.value)
    assert rows(protect(submission, profile="internal"), "measurement") == figures


@pytest.mark.parametrize("change", [{"kind": "secret"}, {"kind": ""}])
def test_table_without_kind_is_refused(submit, change):
    standard = load()
    need = dataclasses.replace(standard.tables["need"], **change)
    unplaced = dataclasses.replace(standard, tables={**standard.tables, "need": need})
    submission = dataclasses.replace(submit({}), standard=unplaced)

    with pytest.raises(RefusedError, match=r"^need has no kind"):
        protect(submission)


def test_field_without_class_is_refused(submit):
    standard = load()
    need = standard.tables["need"]
    title = dataclasses.replace(need.fields["title"], privacy="")
    need = dataclasses.replace(need, fields={**need.fields, "title": title})
    unplaced = dataclasses.replace(standard, tables={**standard.tables, "need": need})
    submission = dataclasses.replace(submit({}), standard=unplaced)

    with pytest.raises(RefusedError, match=r"^need.title has no privacy class$"):
        protect(submission)


def test_pseudonyms_need_a_key(submit):
    submission = submit({"feedback": [{"id": "answer1"}]})

    with pytest.raises(
        RefusedError, match=r"^feedback.id is pseudonymized in .* partner: give a key"
    ):
        protect(submission, profile="partner")


def test_pseudonyms_need_the_key_of_the_policy(submit, key):
    policy = dataclasses.replace(policies.load(standard=load()), key_id="2025b")
    submission = submit({"feedback": [{"id": "answer1"}]})

    with pytest.raises(RefusedError, match=r"asks for the key 2025b, and <key 2026a> was given$"):
        protect(submission, policy=policy, profile="partner", key=key)


def test_pseudonyms_need_a_release_to_belong_to(submit, key):
    submission = submit({"feedback": [{"id": "answer1"}]}, descriptor=None)

    with pytest.raises(RefusedError, match=r"has to say the name and the version$"):
        protect(submission, profile="partner", key=key)


def test_a_release_needs_no_key_where_nothing_is_pseudonymized(submit):
    assert protect(submit({"organization": [{"id": "bd-a2i-org-1"}]}), profile="partner").plan == ()


@pytest.mark.parametrize(
    ("identifier", "secret", "message"),
    [
        pytest.param("2026a", b"x" * 31, "shorter than 32 bytes", id="short"),
        pytest.param("2026 A", b"x" * 32, "small letters and digits", id="id of another form"),
    ],
)
def test_keys_that_do_not_serve_are_refused(identifier, secret, message):
    with pytest.raises(PolicyError, match=message):
        Key(identifier, secret)


def test_key_is_read_from_a_file_and_never_shown(tmp_path):
    path = tmp_path / "2026a.key"
    path.write_bytes(b"secret" * 6)

    key = Key.from_file(path)

    assert (key.id, key.secret, repr(key)) == ("2026a", b"secret" * 6, "<key 2026a>")


def test_key_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PolicyError, match=r"^2026a.key: the key cannot be read: No such file"):
        Key.from_file(tmp_path / "2026a.key")


@pytest.mark.parametrize("profile", ["public", "partner"])
def test_reference_to_a_table_that_is_not_there_is_an_id_at_least(submit, rows, key, profile):
    good = {"id": "bd-a2i-1", "lead_organization_id": "bd-a2i-org-1"}
    bad = {"id": "bd-a2i-2", "lead_organization_id": "zainab@example.org"}

    with pytest.raises(RefusedError, match=r"^innovation.lead_organization_id: 1 cells are no ids"):
        protect(submit({"innovation": [good, bad]}), profile=profile, key=key)
    kept = protect(submit({"innovation": [good, bad]}), profile="internal")
    assert rows(kept, "innovation") == [good, bad]
    assert rows(protect(submit({"innovation": [good]}), profile=profile), "innovation") == [good]


def test_reference_to_a_table_that_is_there_is_judged_by_validation(submit, rows):
    innovation = {"id": "bd-a2i-1", "lead_organization_id": "unknown"}
    tables = {"organization": [{"id": "bd-a2i-org-1"}], "innovation": [innovation]}

    assert rows(protect(submit(tables)), "innovation") == [innovation]
