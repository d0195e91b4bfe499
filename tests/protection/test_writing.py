from openinnov.protection import protect, work


def _found(protected):
    return protected.submission.database.execute("FROM submitted._finding ORDER BY ALL").fetchall()


def test_errors_of_reading_follow_their_records_without_a_value(submit):
    submission = submit(
        {
            "innovation_sdg": [
                {"innovation_id": "bd-a2i-2", "sdg": "16.1"},
                {"innovation_id": "bd-a2i-1", "sdg": "3"},
            ],
            "respondent": [{"id": "resp1"}],
        }
    )
    submission.database.executemany(
        "INSERT INTO submitted._noted VALUES (?, ?, ?, ?, ?, 'secret', 'secret')",
        [
            ("ambiguous-number", "innovation_sdg", "innovation_sdg.csv", 2, "sdg"),
            ("number-in-text", "innovation_sdg", "innovation_sdg.csv", 2, "sdg"),
            ("ambiguous-number", "respondent", "respondent.csv", 2, "id"),
            ("ambiguous-number", None, "staff.csv", None, None),
            ("ambiguous-number", "innovation_sdg", "innovation_sdg.csv", None, None),
        ],
    )

    protected = protect(submission)

    assert _found(protected) == [
        ("ambiguous-number", "innovation_sdg", "innovation_sdg", 3, "sdg", None, None),
        ("ambiguous-number", "innovation_sdg", "innovation_sdg", None, None, None, None),
        ("ambiguous-number", None, "staff.csv", None, None, None, None),
    ]
    assert _found(protect(protected.submission)) == _found(protected)


def test_many_records_are_protected_on_all_cores(submit, rows, monkeypatch):
    monkeypatch.setattr(work, "_MANY", 10)
    many = [{"id": f"bd-a2i-{n}", "summary": f"Call +88017111234{n}"} for n in range(10, 40)]

    protected = protect(submit({"innovation": many[::-1]}))

    assert rows(protected, "innovation") == [row | {"summary": "Call [phone]"} for row in many]


def test_sources_tell_nothing_of_the_files_that_came(submit):
    (source,) = protect(submit({"innovation": [{"id": "bd-a2i-1"}]})).submission.sources

    assert (source.name, source.sha256, source.size, source.records, source.headings) == (
        "innovation",
        "",
        0,
        1,
        None,
    )
