"""What the pages of the people share: the asker's person or 404, the trail down to her."""

from flask import abort, url_for

from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participant_of
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Role, current_asker

EDITORS = tuple(BODY_ROLES)
READERS = (*BODY_ROLES, *COMPANY_ROLES, Role.PARTNER)


def own_person(participant_id: int) -> Participant:
    """The asker's person, or 404."""
    return participant_of(current_asker(), participant_id) or abort(404)


def person_url(person: Participant, anchor: str | None = None) -> str:
    """The person's page."""
    return url_for("people.show", participant_id=person.id, _anchor=anchor)


def trail(person: Participant | None = None) -> list[tuple[str, str]]:
    """The breadcrumb down to a person."""
    found = [("Personnes", url_for("people.index"))]
    if person is not None:
        found.append((person.name, person_url(person)))
    return found
