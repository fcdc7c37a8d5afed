"""Whose counting window ends soon, and whom to tell of it: once for each window."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.eligibility.list_queries import UNTIL
from clauses.people.employments.models import Employment
from clauses.people.participants.models import Participant
from facilitator.access import Role
from facilitator.accounts.models import Contact, Membership, Organisation, User
from facilitator.accounts.rules import OrganisationKind
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.formats import NBSP, day
from facilitator.mail.digests.queries import notify
from facilitator.setting import absolute

KIND = "Fin d’éligibilité"
PAGE = "/eligibilite/personnes/"


@dataclass(frozen=True)
class Ending:
    """A person whose hours soon count no more, under one body."""

    body: Organisation
    participant: Participant
    until: date

    @property
    def key(self) -> str:
        """Names this end: a window that is prolonged has another."""
        return f"window {self.participant.id} {self.until}"


def endings(on: date) -> Iterator[Ending]:
    """Every window that ends within its body's delay (`eligibility_alert_days`, dated), the first first."""
    bodies = select(Organisation).where(Organisation.kind == OrganisationKind.FACILITATION_BODY)
    for body in db.session.scalars(bodies.order_by(Organisation.id)).all():
        soon = on + timedelta(days=whole(settings_for(body.id, on), "eligibility_alert_days"))
        found = (
            select(Participant, UNTIL)
            .where(Participant.body_id == body.id, Participant.archived_on.is_(None))
            .where(on <= UNTIL, soon >= UNTIL)
            .order_by(UNTIL, Participant.id)
        )
        for participant, until in db.session.execute(found).all():
            yield Ending(body, participant, until)


def warn(ending: Ending, on: date) -> int:
    """Tell the facilitators of the body, who know the person by her page, and the companies that employ her,
    by her name and without saying why she was eligible; how many were told. Leaves `eligibility.warned`.

    The caller commits. Told once, nobody is told again.
    """
    about = {"key": ending.key, "body_id": ending.body.id}
    told = 0
    page = absolute(f"{PAGE}{ending.participant.id}")
    said = f"Une période d’éligibilité se termine le {day(ending.until)}."
    for address in _facilitators(ending.body.id):
        told += notify(address, KIND, said, page, **about) is not None  # type: ignore[arg-type]
    said = (
        f"Les heures de {ending.participant.name} comptent jusqu’au {day(ending.until)}{NBSP}: "
        f"voyez avec {ending.body.name} avant d’en prévoir après."
    )
    for company in _employers(ending.participant.id, on):
        address = _reached(company)
        if address:
            told += notify(address, KIND, said, duty=True, organisation_id=company, **about) is not None  # type: ignore[arg-type]
    if told:
        record("eligibility.warned", ending.participant, until=ending.until.isoformat(), told=told)
    return told


def _facilitators(body_id: int) -> list[str]:
    mine = (
        select(User.email)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.organisation_id == body_id, Membership.role == Role.FACILITATOR)
        .where(Membership.revoked_at.is_(None))
        .order_by(User.email)
    )
    return list(db.session.scalars(mine))


def _employers(participant_id: int, on: date) -> list[int]:
    here = select(Employment.employer_id).where(
        Employment.participant_id == participant_id,
        Employment.starts_on <= on,
        or_(Employment.ends_on.is_(None), Employment.ends_on >= on),
    )
    return list(db.session.scalars(here.distinct().order_by(Employment.employer_id)))


def _reached(organisation_id: int) -> str:
    first = select(Contact.email).where(Contact.organisation_id == organisation_id, Contact.email != "")
    return db.session.scalar(first.order_by(Contact.rank).limit(1)) or ""
