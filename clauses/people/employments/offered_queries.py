"""What the forms of an employment offer: employers met or found by SIRET, commitments that run."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.queries import commitments_of, organisations_met
from clauses.contracts.rules import Stage
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import FITTING, EmployerKind, organisation_kind_of
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import by_siret, find_or_meet, organisations_of, owned
from facilitator.accounts.rules import parse_siret
from facilitator.db import db
from facilitator.search import find
from facilitator.words import RuleBroken

OPEN = (Stage.NOTIFIED, Stage.KICK_OFF, Stage.RUNNING, Stage.FINAL_REPORT)
Choices = list[tuple[int, str]]
SHOWN = 20
"""People offered at once: a name finds the others."""


def employers_offered(asker: Asker) -> Choices:
    """(id, name) of the organisations met that may employ somebody."""
    return organisations_met(asker, list(FITTING))


def commitments_offered(asker: Asker) -> Choices:
    """(id, words) of the commitments of the contracts that run: reference, lot, company."""
    found = (
        commitments_of(asker)
        .join(Lot.contract)
        .where(Contract.stage.in_(OPEN), Contract.archived_on.is_(None))
        .order_by(Contract.reference, Lot.rank, Commitment.id)
        .options(
            contains_eager(Commitment.terms).contains_eager(ClauseTerms.lot).contains_eager(Lot.contract),
            joinedload(Commitment.organisation),
        )
    )
    return [(one.id, words_of(one)) for one in db.session.scalars(found).unique()]


def words_of(commitment: Commitment) -> str:
    """`Marché 2026-17, lot 2, Bâti Plus`."""
    lot = commitment.terms.lot
    several = f", lot {lot.number}" if len(lot.contract.lots) > 1 else ""
    return f"{lot.contract.reference}{several}, {commitment.organisation.name}"


def people_offered(
    asker: Asker, commitment: Commitment, text: str, day: date
) -> list[tuple[Participant, Employment | None]]:
    """Whom to make work for a commitment, each with the employment that runs on this day: those that a
    name finds; without a name, the people whom the company of the commitment employs.
    """
    running = and_(Employment.starts_on <= day, or_(Employment.ends_on.is_(None), Employment.ends_on >= day))
    people = participants_of(asker).where(Participant.archived_on.is_(None))
    found: Sequence[Participant]
    if text:
        found = find(people, Participant, text, SHOWN)
    else:
        hers = select(Employment.participant_id).where(
            Employment.employer_id == commitment.organisation_id, running
        )
        named = people.where(Participant.id.in_(hers)).order_by(Participant.search_key, Participant.id)
        found = db.session.scalars(named.limit(SHOWN)).all()
    works = owned(Employment, asker).where(Employment.participant_id.in_([one.id for one in found]), running)
    latest = works.order_by(Employment.starts_on, Employment.id).options(joinedload(Employment.employer))
    by_person = {work.participant_id: work for work in db.session.scalars(latest)}
    return [(one, by_person.get(one.id)) for one in found]


def employer_chosen(
    asker: Asker, employer_id: int | None, siret: str, name: str, kind: EmployerKind | None
) -> Organisation:
    """The employer of the form: chosen among those met, else found or made by its SIRET.

    Raises `RuleBroken` on `employer_id`, `siret`, `employer_name` or `employer_kind`.
    """
    if siret.strip():
        number = parse_siret(siret)
        known = by_siret(number)
        if known is None and not name.strip():
            raise RuleBroken("Personne ne connaît encore ce SIRET : indiquez le nom.", "employer_name")
        if known is None and kind is None:
            raise RuleBroken("Dites la nature de cet employeur nouveau.", "employer_kind")
        assert asker.body_id is not None
        return find_or_meet(asker.body_id, organisation_kind_of(kind), number, name.strip())
    found = db.session.scalar(organisations_of(asker).where(Organisation.id == (employer_id or 0)))
    if found is None:
        raise RuleBroken("Choisissez l’employeur, ou donnez son SIRET.", "employer_id")
    return found
