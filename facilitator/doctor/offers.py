"""What the doctor tells the home page."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import Asker, Role
from facilitator.doctor.queries import count_breaches
from facilitator.feature import Alert
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """Something does not hold: whoever answers for the body, or keeps the platform, must know first."""
    if asker.role not in (Role.HEAD, Role.PLATFORM_ADMIN):
        return
    count = count_breaches(asker)
    said = plural(count, "écart entre les totaux et leurs lignes", "écarts entre les totaux et leurs lignes")
    yield Alert(count, said, url_for("doctor.index"), True)
