"""Write people down: create, change, archive. Each act leaves its event; the caller commits."""

from datetime import date
from typing import Any

from clauses.contracts.contract_rules import Outdated
from clauses.people.participants.models import Participant
from clauses.people.participants.rules import check_birth, checked_name, refuse_nir
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import partners_of
from facilitator.accounts.rules import parse_phone
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.rules import parse_email

NAMES = {"family_name": "nom", "given_name": "prénom"}


def create_participant(body_id: int, **values: Any) -> Participant:
    """A new person of a body (`family_name` and `given_name` are owed). Leaves `participant.created`.

    Raises `RuleBroken` on the field concerned.
    """
    participant = Participant(body_id=body_id, created_on=today())
    _fill(participant, values)
    db.session.add(participant)
    record("participant.created", participant)
    return participant


def change_participant(participant: Participant, version: int | None, **values: Any) -> list[str]:
    """Change what is known of a person; answers the names of the columns that really changed.

    `version` is the one the form was shown with: another one raises `Outdated`, nothing is changed.
    Leaves `participant.changed` with the columns' names, never their values.
    """
    if version is not None and version != participant.version:
        raise Outdated
    before = {name: getattr(participant, name) for name in values}
    _fill(participant, values)
    changed = [name for name in before if before[name] != getattr(participant, name)]
    if changed:
        record("participant.changed", participant, fields=changed)
    return changed


def archive_participant(participant: Participant, on: date | None) -> None:
    """Put a person away (None: take back). She leaves the lists, and nothing is lost."""
    participant.archived_on = on
    record("participant.archived" if on else "participant.restored", participant)


def _fill(participant: Participant, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name in NAMES:
            value = checked_name(value or "", name, NAMES[name])
        elif name == "phone":
            value = parse_phone(value or "")
        elif name == "email":
            value = parse_email(value) if value else ""
        elif isinstance(value, str):
            refuse_nir(value, name)
        setattr(participant, name, value)
    check_birth(participant.birth_date, today())


def referrers_offered(asker: Asker) -> list[tuple[int, str]]:
    """(id, name) of the structures that may follow somebody, by name."""
    chosen = partners_of(asker).order_by(Organisation.name)
    return [(one.id, one.name) for one in db.session.scalars(chosen)]
