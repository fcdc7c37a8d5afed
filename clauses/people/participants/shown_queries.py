"""One person as her page shows her: a plain row, in one select."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import bindparam

from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from clauses.people.participants.rules import full_name
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import shown_phone
from facilitator.prepared import PREPARED, Prepared


class PersonShown(NamedTuple):
    """What her page says of her."""

    id: int
    body_id: int
    family_name: str
    given_name: str
    birth_date: date | None
    phone: str
    email: str
    postcode: str
    city: str
    notes: str
    archived_on: date | None
    referrer_id: int | None
    referrer: str | None
    """The name of the structure that follows her."""

    @property
    def name(self) -> str:
        """Given name, then family name."""
        return full_name(self.given_name, self.family_name)

    @property
    def shown_phone(self) -> str:
        """The telephone number as the French write it."""
        return shown_phone(self.phone)


def person_shown(asker: Asker, participant_id: int) -> PersonShown | None:
    """One person, if the asker may see her."""
    found = _shown(asker).first({"person": participant_id})
    return None if found is None else PersonShown._make(found)


@lru_cache(maxsize=PREPARED)
def _shown(asker: Asker) -> Prepared:
    columns = [getattr(Participant, name) for name in PersonShown._fields[:-1]]
    return Prepared(
        participants_of(asker)
        .where(Participant.id == bindparam("person"))
        .outerjoin(Organisation, Organisation.id == Participant.referrer_id)
        .with_only_columns(*columns, Organisation.name)
    )
