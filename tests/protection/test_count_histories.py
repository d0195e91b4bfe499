"""Who keeps every release of a survey learns no number that one of them withheld."""

from hypothesis import settings
from protection.count_history import (
    CHANGE,
    history,
    policy,
    read,
    shown,
    small_changes,
    small_numbers,
)

import openinnov
from openinnov.exceptions import RefusedError
from openinnov.protection import Key, Ledger, protect

SECRET = Key("ledger1", b"another key that is no secret, 32+")
#: The histories that are tried: among the first are some of which only all sums together tell.
HISTORIES = range(56, 56 + settings().max_examples)


def _publish(proposal, place, ledger, version):
    """Publish a proposal; return what is shown, or None if it is refused, and what would be."""
    protected = protect(
        proposal.submission(version), policy=policy(proposal.threshold), ledger_key=SECRET
    )
    try:
        openinnov.publish(protected, place, ledger=ledger, formats=["data-package"])
    except RefusedError as error:
        if not str(error).startswith("beside an earlier release"):
            raise
        assert not place.exists()
        return None, shown(protected)
    return read(place), shown(protected)


def test_no_history_tells_what_a_release_withheld(tmp_path):
    told_apart, published, unprotected = 0, 0, 0
    for seed in HISTORIES:
        ledger = Ledger(tmp_path / f"{seed}.jsonl", SECRET, minimum_change=CHANGE)
        kept, all_ = [], []
        for version, proposal in enumerate(history(seed)):
            told, would = _publish(proposal, tmp_path / f"{seed}-{version}", ledger, version)
            all_.append((proposal, would))
            unprotected += bool(small_numbers(all_))
            if told is not None:
                kept.append((proposal, told))
                assert small_numbers(kept) == [], seed
        assert small_changes(kept) == [], seed
        published += len(kept) > 1
        told_apart += bool(small_changes(all_))

    # The attacker is worth something: she succeeds where nobody keeps a ledger.
    assert published > len(HISTORIES) / 4
    assert unprotected
    assert told_apart


def test_a_table_that_one_method_of_the_solver_gives_up_is_protected_by_the_other():
    proposal = history(169, length=4)[1]

    protected = protect(proposal.submission(1), policy=policy(proposal.threshold))

    assert None in shown(protected).values()
