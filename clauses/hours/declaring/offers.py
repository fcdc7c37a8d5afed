"""What declaring offers to the home page."""

from collections.abc import Iterator

from flask import url_for

from clauses.hours.declaring.queries import tasks_of
from facilitator.access import COMPANY_ROLES, Asker
from facilitator.clock import today
from facilitator.feature import Alert
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """What a company has to declare."""
    if asker.role in COMPANY_ROLES:
        to_do = tasks_of(asker, today()).to_do
        count = sum(len(tasks.statements) for tasks in to_do)
        late = any(tasks.due_on < today() for tasks in to_do)
        if count:
            said = plural(count, "relevé d’heures à déclarer", "relevés d’heures à déclarer")
            yield Alert(count, said, url_for("declaring.index"), late)
