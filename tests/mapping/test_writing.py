import csv
import errno
import json
import os
from itertools import count
from pathlib import Path

import pytest

from openinnov import replacement
from openinnov.exceptions import MappingError
from openinnov.mapping import write
from openinnov.reading import read

ID = 'id = { number = "Nr" }\n'
FIELDS = ID + 'title = "A"\nstage = { column = "B", codes = "standard" }'
RECORD = '\n[[record]]\ntable = "organization"\nrow = { id = "ca-demo-publisher", name = "P" }'


def _text(file):
    return file.read_bytes().decode("utf-8")


def test_the_tables_the_descriptor_and_the_account_are_written(demo, tmp_path):
    mapped = demo.cases('Nr,A,B\n1,"a ""b""\n c",pilot\n2,-5,=odd\nx,,\n', FIELDS, more=RECORD)
    out = tmp_path / "deep" / "out"

    write(mapped, out)

    assert sorted(file.relative_to(out).as_posix() for file in out.rglob("*.*")) == [
        "account/kept-out.csv",
        "account/mapping.json",
        "account/origins.csv",
        "account/unmapped.csv",
        "datapackage.json",
        "innovation.csv",
        "organization.csv",
    ]
    assert _text(out / "innovation.csv") == (
        'id,title,stage\nca-demo-1,"a ""b""\n c",pilot\nca-demo-2,-5,\n'
    )
    assert _text(out / "account" / "kept-out.csv") == (
        "source,file,row,table,field,reason,detail\n"
        "cases,cases.csv,4,innovation,id,id-shape,table.innovation.fields.id\n"
    )
    assert _text(out / "account" / "unmapped.csv") == (
        "source,column,table,field,reason,value,cells,first_file,first_row,used,suggestion\n"
        "cases,Nr,innovation,id,number,,1,cases.csv,4,,\n"
        "cases,B,innovation,stage,codes,'=odd,1,cases.csv,3,,\n"
    )
    assert _text(out / "account" / "origins.csv") == (
        "table,row,file,file_row\ninnovation,2,cases.csv,2\ninnovation,3,cases.csv,3\n"
    )
    assert json.loads(_text(out / "datapackage.json")) == {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "demo",
        "title": "Demo",
        "description": "A demo.",
        "licenses": [{"name": "CC-BY-4.0"}],
        "created": "2026-01-15T09:00:00Z",
        "version": "2026.01.15",
        "openinnov:standard": "1.0.0",
        "openinnov:publisher": "ca-demo-publisher",
        "openinnov:prefix": "ca-demo",
        "openinnov:language": "en",
        "resources": [
            {"name": "organization", "path": "organization.csv"},
            {"name": "innovation", "path": "innovation.csv"},
        ],
    }
    assert json.loads(_text(out / "account" / "mapping.json")) == mapped.summary


def test_what_was_written_reads_as_the_same_submission(demo, rows, tmp_path):
    mapped = demo.cases('Nr,A,B\n1,"a\n""b""",pilot\n2, c,\n3,,\n', FIELDS, more=RECORD)
    write(mapped, tmp_path / "out")

    submission = read(tmp_path / "out")

    assert submission.unknown == ()
    assert submission.columns == mapped.submission.columns
    assert {k: v for k, v in submission.descriptor.items() if k != "$schema"} == (
        mapped.submission.descriptor
    )
    for table, fields in submission.columns.items():
        query = f"SELECT _row, _source, {', '.join(fields)} FROM submitted.{table} ORDER BY _row"
        assert submission.database.execute(query).fetchall() == (
            mapped.submission.database.execute(query).fetchall()
        )


def test_mapping_the_mapped_by_the_identity_gives_it_back(demo, rows, tmp_path, texts):
    mapped = demo.cases('Nr,A,B\n1,"a\n""b""",pilot\n2, c,\n3,,idea\n', FIELDS, more=RECORD)
    write(mapped, tmp_path / "out")
    blocks = "".join(
        f'[[source]]\nname = "{table}"\nfiles = "{table}.csv"\nformat = "csv"\nmain = "{table}"\n'
        for table in mapped.submission.columns
    )
    for table, fields in mapped.submission.columns.items():
        blocks += f'[table.{table}]\nfrom = "{table}"\n[table.{table}.fields]\n'
        blocks += "".join(f'{field} = "{field}"\n' for field in fields)
    demo.file.write_text(texts.head + blocks, "utf-8")

    demo.data = tmp_path / "out"
    again = demo.map(blocks)

    assert again.complete
    for table, fields in mapped.submission.columns.items():
        assert rows(again, table, *fields) == rows(mapped, table, *fields)


def test_a_folder_with_other_files_is_not_touched(demo, tmp_path):
    mapped = demo.cases("Nr,A,B\n1,a,pilot\n", FIELDS)
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")

    for replace in (False, True):
        with pytest.raises(MappingError, match="out is not empty; name a new folder"):
            write(mapped, out, replace=replace)
    assert [file.name for file in out.iterdir()] == ["mine.txt"]


def test_a_file_is_no_folder(demo, tmp_path):
    mapped = demo.cases("Nr,A,B\n1,a,pilot\n", FIELDS)
    (tmp_path / "out").write_text("mine")

    with pytest.raises(MappingError, match="out is a file; name a folder"):
        write(mapped, tmp_path / "out")


def test_a_link_is_not_followed(demo, tmp_path):
    mapped = demo.cases("Nr,A,B\n1,a,pilot\n", FIELDS)
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")

    with pytest.raises(MappingError, match="out is a link; name the folder itself"):
        write(mapped, tmp_path / "out")
    assert list((tmp_path / "real").iterdir()) == []


def test_the_folder_is_named_as_it_was_given(demo, tmp_path, monkeypatch):
    mapped = demo.cases("Nr,A,B\n1,a,pilot\n", FIELDS)
    monkeypatch.chdir(tmp_path)

    with pytest.raises(MappingError) as caught:
        write(mapped, Path(), replace=True)

    assert str(caught.value) == ". is not empty; name a new folder"


def test_an_earlier_run_is_not_replaced_unasked(demo, tmp_path):
    out = tmp_path / "out"
    write(demo.cases("Nr,A,B\n1,a,pilot\n", FIELDS), out)

    with pytest.raises(MappingError, match="out holds an earlier run; say --replace"):
        write(demo.cases("Nr,A,B\n2,b,pilot\n", FIELDS), out)
    assert _text(out / "innovation.csv") == "id,title,stage\nca-demo-1,a,pilot\n"


def test_an_earlier_run_is_replaced_when_that_is_asked_for(demo, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    write(demo.cases("Nr,A,B\n1,a,pilot\n", FIELDS, more=RECORD), out)

    write(demo.cases("Nr,A,B\n2,b,pilot\n", FIELDS), out, replace=True)

    assert _text(out / "innovation.csv") == "id,title,stage\nca-demo-2,b,pilot\n"
    assert not (out / "organization.csv").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["notes.txt", "account/notes.txt", "service.csv"])
def test_what_an_earlier_run_did_not_write_is_not_lost(demo, tmp_path, name):
    out = tmp_path / "out"
    write(demo.cases("Nr,A,B\n1,a,pilot\n", FIELDS), out)
    (out / name).write_text("mine")

    with pytest.raises(MappingError, match=f"out holds {name} besides the earlier run"):
        write(demo.cases("Nr,A,B\n2,b,pilot\n", FIELDS), out, replace=True)

    assert _text(out / name) == "mine"
    assert _text(out / "innovation.csv") == "id,title,stage\nca-demo-1,a,pilot\n"


@pytest.mark.parametrize("account", ["", "[]", "{}", '{"tables": []}'])
def test_an_account_that_no_run_wrote_makes_no_earlier_run(demo, tmp_path, account):
    out = tmp_path / "out"
    (out / "account").mkdir(parents=True)
    (out / "account" / "mapping.json").write_text(account)

    with pytest.raises(MappingError, match="out is not empty; name a new folder"):
        write(demo.cases("Nr,A,B\n1,a,pilot\n", FIELDS), out, replace=True)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_an_earlier_run_survives_a_rename_that_fails(demo, tmp_path, monkeypatch, step):
    out, renames, rename = tmp_path / "out", count(1), os.rename
    write(demo.cases("Nr,A,B\n1,a,pilot\n", FIELDS), out)
    later = demo.cases("Nr,A,B\n2,b,pilot\n", FIELDS)

    def fail(source, target):
        if next(renames) == step:
            raise OSError(errno.ENOSPC, "No space left on device")
        rename(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(replacement, "exchange", lambda *_: False)
        patched.setattr(os, "rename", fail)
        with pytest.raises(MappingError, match="out: cannot be written: No space left on device"):
            write(later, out, replace=True)

    assert _text(out / "innovation.csv") == "id,title,stage\nca-demo-1,a,pilot\n"
    write(later, out, replace=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "mapping", "out"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_of_a_listing_is_a_formula(demo, tmp_path, sign):
    demo.write({f"{sign}x.csv": "Nr,A,B\n1,a,pilot\n2\n"})
    source = '[[source]]\nname = "c"\nfiles = "*.csv"\nformat = "csv"\nmain = "innovation"\n'
    mapped = demo.map(f"{source}[table.innovation]\nfrom = 'c'\nfields = {{ {ID.strip()} }}")

    write(mapped, tmp_path / "out")

    for name in ("kept-out.csv", "unmapped.csv", "origins.csv"):
        with (tmp_path / "out" / "account" / name).open(newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell.startswith(sign)]
