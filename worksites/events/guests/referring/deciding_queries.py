"""Accept or decline somebody proposed. The caller commits."""

from collections.abc import Sequence

from sqlalchemy import select

from clauses.people.participants.duplicates.queries import similar_to
from clauses.people.participants.duplicates.rules import Identity
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participant_of, participants_of
from clauses.people.participants.record_queries import create_participant
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.identity import refuse_nir
from facilitator.words import RuleBroken
from worksites.events.guests.models import EventGuest
from worksites.events.guests.referring.rules import ReferralVerdict, check_verdict
from worksites.events.guests.rules import GuestState


def alike(asker: Asker, guest: EventGuest) -> Sequence[Participant]:
    """The people of the asker who may be this guest, the surest first."""
    if guest.participant_id is not None or not guest.name:
        return []
    identity = Identity(0, guest.name, guest.given_name, None, guest.phone, guest.email)
    ids = [one.second if one.first == 0 else one.first for one in similar_to(asker, identity)]
    found = {one.id: one for one in db.session.scalars(participants_of(asker).where(Participant.id.in_(ids)))}
    return [found[one] for one in ids if one in found]


def decide(
    asker: Asker, guest: EventGuest, verdict: ReferralVerdict, picked: int | None = None, word: str = ""
) -> None:
    """Take somebody proposed on the list, « À inviter », tied to her record when she has one; or decline,
    with a word that the referrer reads. Leaves `guest.accepted` or `guest.declined`. Raises `RuleBroken`.
    """
    check_verdict(guest.state, verdict, picked, word)
    refuse_nir(word, "remark")
    if verdict is ReferralVerdict.DECLINE:
        guest.state, guest.remark = GuestState.DECLINED, word.strip()[:300]
        record("guest.declined", guest)
        return
    if verdict is ReferralVerdict.SAME:
        _tie(guest, participant_of(asker, picked or 0))
    elif verdict is ReferralVerdict.NEW and guest.participant_id is None:
        _tie(guest, _created(guest))
    guest.state = GuestState.PROPOSED
    record("guest.accepted", guest)


def _created(guest: EventGuest) -> Participant:
    made = create_participant(
        guest.body_id,
        family_name=guest.name,
        given_name=guest.given_name,
        email=guest.email,
        phone=guest.phone,
        referrer_id=guest.proposed_by_id,
    )
    db.session.flush()
    return made


def _tie(guest: EventGuest, person: Participant | None) -> None:
    """What was typed gives way to the record."""
    if person is None:
        raise RuleBroken("Cette personne n’est pas dans vos fiches.", "person")
    twin = select(EventGuest.id).where(
        EventGuest.event_id == guest.event_id, EventGuest.participant_id == person.id
    )
    if db.session.scalar(twin) is not None:
        raise RuleBroken("Cette personne est déjà sur la liste : écartez la proposition.", "person")
    guest.participant = person
    guest.given_name = guest.name = ""
    if person.email or person.phone:
        guest.email = guest.phone = ""
