"""What the thread offers to the pages of a person and of a cohort."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, Asker, Role
from facilitator.feature import Link
from geiq.cohorts.queries import cohort_of
from geiq.cohorts.sheet_queries import fills


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """The thread of a person, the flow of a cohort."""
    if kind == "participant" and asker.role in BODY_ROLES:
        yield Link("Son fil", url_for("thread.person", participant_id=thing_id))
    if kind == "cohort" and reads_flow(asker, thing_id):
        yield Link("Parcours de la cohorte", url_for("thread.cohort", cohort_id=thing_id))


def reads_flow(asker: Asker, cohort_id: int) -> bool:
    """Whether the whole of a cohort is known to whoever asks: its body, its provider, its GEIQ."""
    if asker.role in BODY_ROLES:
        return True
    cohort = cohort_of(asker, cohort_id) if asker.role is Role.PARTNER else None
    return cohort is not None and fills(asker, cohort)
