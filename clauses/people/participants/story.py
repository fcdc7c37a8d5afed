"""The history of a person's record: when, who, what; never what was written in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from clauses.contracts.queries import who_acted
from clauses.people.acts import ACTS
from clauses.people.employments.models import Employment
from clauses.people.participants.models import Participant
from facilitator.audit.queries import Told, histories_of
from facilitator.audit.rules import Subject

FIELDS = {
    "family_name": "nom",
    "given_name": "prénom",
    "birth_date": "date de naissance",
    "phone": "téléphone",
    "email": "adresse électronique",
    "postcode": "code postal",
    "city": "commune",
    "referrer_id": "structure qui suit la personne",
    "notes": "notes",
    "employer": "employeur",
    "employer_kind": "nature de l’employeur",
    "contract_type": "type de contrat",
    "trade": "métier",
    "weekly_minutes": "durée hebdomadaire",
    "starts_on": "début",
    "ends_on": "fin",
    "site_contact": "contact sur le chantier",
}


@dataclass(frozen=True)
class Entry:
    """One event."""

    at: datetime
    who: str
    what: str


def story_of(participant_id: int, employments: Collection[int]) -> list[Entry]:
    """The events of a person and of her employments (by number), the latest first (for the body alone)."""
    jobs = (Subject(Employment.__tablename__, key) for key in employments)
    found = histories_of([Subject(Participant.__tablename__, participant_id), *jobs])
    events = sorted(found, key=lambda event: (event.at, event.id), reverse=True)
    names = who_acted(events)
    return [Entry(event.at, names[event.id], sentence(event)) for event in events]


def sentence(event: Told) -> str:
    """One event in French, with the names of the columns that changed."""
    said = ACTS.get(event.action, event.action)
    fields = [FIELDS.get(name, name) for name in event.details.get("fields", [])]
    return f"{said} : {', '.join(fields)}." if fields else f"{said}."
