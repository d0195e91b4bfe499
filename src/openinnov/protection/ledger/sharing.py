"""Whether persons whom several releases tell from all others share what nobody is to know."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log

from openinnov.protection.ledger.entries import Release
from openinnov.protection.ledger.reveal import Reveal
from openinnov.submission import Secret, Trace

#: By how much a calculated number may miss another.
_TOLERANCE = 1e-9


def shared(trace: Trace, earlier: Sequence[Release]) -> Iterator[Reveal]:
    """Yield the groups of records, told from all others by their classes, that share an answer.

    In each release the answers of a class differ. Who compares releases finds those who came to a
    class, or were in the same classes of all: their answers have to differ as well (m-invariance,
    Xiao, Tao 2007), or be ones that harm nobody.
    """
    before = [(str(old), old.records[trace.table]) for old in earlier if trace.table in old.records]
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, (record, last) in enumerate(zip(trace.records, trace.classes, strict=True)):
        groups[*(own.get(record, "") for _, own in before), last].append(place)
    for secret in trace.secrets if before else ():
        for classes, places in groups.items():
            if not _differ(secret, Counter(secret.values[place] for place in places)):
                yield Reveal(
                    trace.table,
                    secret.field,
                    "records that several releases tell from all others and that share an answer",
                    before[0][0],
                    " ".join(filter(None, classes)),
                )


def _differ(secret: Secret, values: Mapping[str, int]) -> bool:
    """Say whether values differ as the policy asks, or none of them harms anybody."""
    if values.keys() <= secret.safe:
        return True
    counts, total = sorted(values.values(), reverse=True), sum(values.values())
    if secret.kind == "entropy":
        uncertain = exp(-sum(n / total * log(n / total) for n in counts))
        return uncertain >= secret.value - _TOLERANCE
    if secret.kind == "recursive":
        rest = sum(counts[int(secret.value) - 1 :])
        return bool(rest) and counts[0] < (secret.c or 0.0) * rest
    return len(counts) >= secret.value
