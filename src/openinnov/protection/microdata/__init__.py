"""Make records about persons anonymous: coarsen, empty and drop as little as the policy lets.

Of all ways to coarsen whole columns the one that loses least is found (`anonymization.search`);
what it would drop is saved by emptying single cells where that is possible. The references to other
tables are quasi-identifiers, so what these tell is told apart already: the guarantee holds on the
join with all of them.
"""

from openinnov.policy import ANONYMIZE
from openinnov.protection.anonymization import local_suppression, search, whole
from openinnov.protection.microdata.applying import apply, drop_all
from openinnov.protection.microdata.lines import Lines, read
from openinnov.protection.microdata.models import models, objective
from openinnov.protection.microdata.noting import note_fields, note_rows
from openinnov.protection.microdata.persons import drop_classes_of_few
from openinnov.protection.work import Work, staged


def anonymize(work: Work) -> None:
    """Make the staged rows of each table anonymous of which the policy asks it.

    Raises `RefusedError` for values that cannot be coarsened, and where the policy's gate is shut.
    """
    for table in work.tables:
        if work.decisions.rows[table.name] == ANONYMIZE:
            _anonymize(work, read(work, table, work.policy.microdata[table.name]))


def _anonymize(work: Work, lines: Lines) -> None:
    asked, problem = lines.asked, lines.problem
    before = work.number(f"SELECT count(*) FROM {staged(lines.table.name)}")
    demanded = models(asked, problem)
    found = search(problem, demanded, objective(asked), asked.suppression)
    if found is None:
        drop_all(work, lines)
    else:
        blanked = (
            local_suppression(problem, found.node, demanded)
            if asked.local
            else whole(problem, found.kept)
        )
        apply(work, lines, found.node, blanked)
        drop_classes_of_few(work, lines)
        note_fields(work, lines, found.node, blanked)
    note_rows(work, lines, before)
