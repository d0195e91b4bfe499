"""However hostile files are changed, each record is accounted for, or the file is refused."""

import mutations
import pytest

COUNT, LOT = 500, 50


@pytest.fixture(scope="module")
def files():
    """Return the files to change."""
    return mutations.seeds()


@pytest.mark.parametrize("first", range(0, COUNT, LOT))
def test_a_changed_file_is_read_or_refused(files, tmp_path, first):
    states = [mutations.run(number, files, tmp_path) for number in range(first, first + LOT)]

    assert set(states) == {"read", "refused"}


def test_a_number_always_gives_the_same_file(files):
    assert [mutations.mutation(i, files) for i in range(50)] == [
        mutations.mutation(i, files) for i in range(50)
    ]


def test_the_command_reads_files_in_a_process_of_their_own(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["mutations.py", "--first", "0", "--count", "2"])

    assert mutations.main() == 0
    assert "'failed'" not in capsys.readouterr().out
