"""What the thread offers to the pages of a person and of a cohort."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, Asker, Role
from facilitator.feature import Link


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """The thread of a person, the flow of a cohort."""
    if kind == "participant" and asker.role in BODY_ROLES:
        yield Link("Son fil", url_for("thread.person", participant_id=thing_id))
    if kind == "cohort" and asker.role in {*BODY_ROLES, Role.PARTNER}:
        yield Link("Parcours de la cohorte", url_for("thread.cohort", cohort_id=thing_id))
