"""The cohorts of one person."""

from functools import lru_cache

from sqlalchemy import bindparam

from clauses.people.participants.queries import participant_of
from facilitator.access import Asker
from facilitator.prepared import PREPARED, Prepared
from geiq.cohorts.models import Enrolment
from geiq.cohorts.queries import enrolments_of


def cohorts_with(asker: Asker, participant_id: int) -> list[int]:
    """The ids of the cohorts where the asker may see a person, the latest first."""
    return [key for (key,) in _cohorts_with(asker).rows({"person": participant_id})]


@lru_cache(maxsize=PREPARED)
def _cohorts_with(asker: Asker) -> Prepared:
    found = enrolments_of(asker).where(Enrolment.participant_id == bindparam("person"))
    return Prepared(found.with_only_columns(Enrolment.cohort_id).order_by(Enrolment.id.desc()))


def person_named(asker: Asker, text: str) -> list[tuple[str, str]]:
    """(id, name) of the person that an address names, if the asker may see her; else nothing."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return []
    person = participant_of(asker, int(text))
    return [(text, person.name)] if person else []
