"""What may stand in the place of a bad value, in the notices of a report.

Suggestions are worked out of values that a report shows, and of nothing else: what follows from a
protected value would tell it.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from openinnov.submission import Submission
from openinnov.validation.demands import CODES

if TYPE_CHECKING:
    from openinnov.repair import Suggester, Suggestion

#: The rule, table and field that the findings of a notice share.
_Key = tuple[str, str, str]


class Advice:
    """Advises on the values of a submission; what it takes is imported once there are some."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission

    def suggestions(self, key: _Key, values: Collection[str]) -> "Mapping[str, Suggestion]":
        """Return what may stand in the place of values, where that is known."""
        rule, table, field = key
        if not values or rule not in self._submission.standard.checks:
            return {}
        from openinnov.repair import REPAIRABLE

        return self._suggester.suggest(table, field, values) if rule in REPAIRABLE else {}

    def nearest(
        self, key: _Key, params: Mapping[str, str], values: Sequence[str]
    ) -> Mapping[str, str]:
        """Name those of many codes first that are nearest to the values."""
        _, table, field = key
        if "total" not in params or not values:
            return params
        codes = self._suggester.expected(table, field, values, CODES)
        return {**params, "codes": ", ".join(codes)}

    @cached_property
    def _suggester(self) -> "Suggester":
        from openinnov.repair import Suggester

        return Suggester(self._submission)
