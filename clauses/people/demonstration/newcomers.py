"""Those whom companies have just announced, those who wait for a decision, and two who are written twice."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.people.demonstration.deciding import find_eligible, look, met, morning
from clauses.people.demonstration.persons import (
    HOMES,
    JOBSEEKER,
    NEIGHBOUR,
    YOUNG,
    YOUNG_ENGAGED,
    People,
    Person,
)
from clauses.people.eligibility.deciding_queries import keep_draft, refuse
from clauses.people.employments.announced_queries import announce
from clauses.people.employments.record_queries import assign, create_employment
from clauses.people.employments.rules import ContractType
from clauses.people.participants.models import Participant
from clauses.people.participants.record_queries import create_participant
from facilitator.access import Asker
from facilitator.accounts.demonstration.queries import acting, being, by_link
from facilitator.accounts.demonstration.rules import door
from facilitator.accounts.models import Organisation
from facilitator.clock import today, told_at
from facilitator.db import db

BORN = date(1994, 3, 12)
"""Of the man whom two companies spell differently."""
TOO_SOON = "Inscription à France Travail depuis trois mois seulement, sans autre critère."
USUAL: dict[str, Any] = {
    "contract_type": ContractType.FIXED_TERM,
    "trade": "Maçon VRD",
    "weekly_minutes": 2100,
}
WAITING = (YOUNG, NEIGHBOUR, YOUNG_ENGAGED, JOBSEEKER)


def build(asker: Asker, people: People) -> int:
    """How many people were met besides those who work."""
    twins = _same_man(asker) + _same_woman(asker)
    _refused(asker, people)
    for rank, reason in enumerate(WAITING):
        with told_at(morning(today() - timedelta(days=2 + 4 * rank))):
            met(asker, people.meet(reason, today()))
    return twins + _announced(asker, people) + 1 + len(WAITING)


def owed_by(company: str, reference: str) -> Commitment:
    """The first commitment of a company in a contract."""
    found = (
        select(Commitment)
        .join(Commitment.terms)
        .join(ClauseTerms.lot)
        .join(Lot.contract)
        .join(Commitment.organisation)
        .where(Organisation.name == company, Contract.reference == reference)
    )
    return db.session.scalars(found.order_by(Commitment.id)).first() or _missing(company, reference)


def _missing(company: str, reference: str) -> Commitment:
    raise LookupError(f"{company} owes nothing in {reference}")


def _same_man(asker: Asker) -> int:
    """Known through one company, announced again by another under another spelling."""
    hired = today() - timedelta(days=330)
    commitment = owed_by("Routes et Réseaux d’Auvergne", "2023-INS-01")
    with told_at(morning(hired - timedelta(days=6))):
        participant = met(asker, Person("Mohamed", "Benyoucef", BORN, "", "", HOMES[0], NEIGHBOUR))
        find_eligible(asker, participant, NEIGHBOUR, hired)
        values = USUAL | {"starts_on": hired, "ends_on": hired + timedelta(days=150)}
        employment = create_employment(participant, commitment.organisation, **values)
        assign(employment, commitment, hired, employment.ends_on)
    begins = today()
    with told_at(morning(begins - timedelta(days=3))), acting(door("declarante")) as declarant:
        announce(
            owed_by("Limagne Travaux Publics", "2025-GAU-02"),
            "Ben Youcef",
            "Mohammed",
            BORN,
            **USUAL,
            starts_on=begins,
            ends_on=begins + timedelta(days=180),
            asked_by=f"{declarant.name}, {declarant.organisation_name}",
        )
    return 2


def _same_woman(asker: Asker) -> int:
    """Written down twice by the body itself, once as she spells her name and once as she says it."""
    found = select(Participant).where(Participant.family_name == "Kovalchuk")
    known = db.session.scalars(found).one()
    with told_at(morning(today() - timedelta(days=9))):
        create_participant(
            asker.organisation_id,
            family_name="Kovaltchouk",
            given_name="Oleksandra",
            birth_date=known.birth_date,
            city="Clermont-Ferrand",
            postcode="63000",
        )
    return 1


def _refused(asker: Asker, people: People) -> None:
    with told_at(morning(today() - timedelta(days=40))):
        participant = met(asker, people.meet(JOBSEEKER, today()))
        refuse(
            asker,
            participant,
            "Inscription à France Travail depuis trois mois seulement, sans autre critère.",
        )


def _announced(asker: Asker, people: People) -> int:
    """Two companies without an account ask about somebody they are about to hire.

    Of the one who waits longest everything was seen since: a click decides.
    """
    asked = (
        ("Gergovie Bâtiment", "2025-GAU-01", "Manœuvre", 1, "Brigitte Chassaing"),
        ("Paysages de la Tiretaine", "2025-GAU-02", "Ouvrier paysagiste", 6, "Olivier Tixier"),
    )
    begins = today() + timedelta(days=5)
    for company, reference, trade, ago, who in asked:
        person, commitment = people.meet(NEIGHBOUR, today()), owed_by(company, reference)
        with told_at(morning(today() - timedelta(days=ago))), being(by_link(commitment.organisation, who)):
            hired = announce(
                commitment,
                person.family_name,
                person.given_name,
                person.birth_date,
                **(USUAL | {"trade": trade}),
                starts_on=begins,
                ends_on=begins + timedelta(days=180),
                asked_by=f"{who}, {company}",
            )
    db.session.flush()
    with told_at(morning(today() - timedelta(days=2))):
        keep_draft(look(asker, hired.participant, NEIGHBOUR, begins))
    return len(asked)
