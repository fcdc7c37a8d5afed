"""What the head of a body is told on the home page."""

from collections.abc import Iterator

from flask import url_for

from clauses.people.readings.queries import count_to_look
from facilitator.access import Asker, Role
from facilitator.feature import Alert
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """The accounts that opened very many people's pages, until it is said that they were looked at."""
    if asker.role is Role.HEAD and (count := count_to_look(asker)):
        said = plural(count, "lecture de nombreuses fiches", "lectures de nombreuses fiches")
        yield Alert(count, said, url_for("readings.index"), True)
