import pytest
from reading.hostile import THREE_TEXTS, submit

from openinnov.exceptions import SubmissionError
from openinnov.reading import loader


def test_a_record_that_goes_astray_stops_the_work(monkeypatch):
    monkeypatch.setattr(loader, "insert_rows", lambda *arguments: len(arguments[-1]) and 1)

    with pytest.raises(SubmissionError, match="2 records were read, but 1 checked"):
        submit(b"id,name,val\n1,a,b\n2,c,d\n", standard=THREE_TEXTS)
