"""Every change of the hours, of those who work them and of what is owed has its event (invariant 7).

What was made outside of the application has none: the base of a bench, rows written by hand.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from clauses.contracts.models import Amendment, Contract
from clauses.hours.checks.models import Derogation
from clauses.hours.confirmation.models import EmployerFigure
from clauses.hours.ledger.models import Sending, Statement, StatementLine
from clauses.hours.ledger.rules import State
from clauses.hours.pooling.models import PooledMonth, PoolingAgreement
from clauses.people.documents.models import SupportingDocument
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.eligibility.rules import Decision
from clauses.people.participants.models import Participant, ParticipantMerge
from facilitator.audit.proof_queries import Trace, untold
from facilitator.feature import Invariant


def once(identifier: InstrumentedAttribute[int], *where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Each of these rows changed once at least."""
    return select(identifier, literal(1)).where(*where)


def each(
    subject: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], *where: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    """Each of these rows is a change of its subject."""
    return select(subject, func.count()).where(*where).group_by(subject)


IS_CORRECTION = (StatementLine.corrects_id.is_not(None)) | (StatementLine.reason != "")
FIGURES = select(Statement.id, literal(1)).where(
    select(EmployerFigure.id)
    .where(EmployerFigure.commitment_id == Statement.commitment_id, EmployerFigure.month == Statement.month)
    .exists()
)
CORRECTIONS = (
    select(Statement.id, func.count())
    .join(StatementLine, StatementLine.statement_id == Statement.id)
    .where(Statement.state == State.VALIDATED, IS_CORRECTION)
    .group_by(Statement.id)
)
SENT = or_(Statement.sending_id.is_not(None), Statement.state.in_((State.SUBMITTED, State.RETURNED)))
HOURS = (
    Trace("Relevé validé", once(Statement.id, Statement.state == State.VALIDATED), Statement,
          ("statement.validated",)),
    Trace("Relevé envoyé", once(Statement.id, SENT), Statement, ("statement.sent",)),
    Trace("Accusé de réception", once(Sending.id), Statement, ("statement.sent",), "sending"),
    Trace("Relevé renvoyé", once(Statement.id, Statement.returned_at.is_not(None)), Statement,
          ("statement.returned",)),
    Trace("Relevé « aucune heure »", once(Statement.id, Statement.no_hours.is_(True)), Statement,
          ("statement.nothing",)),
    Trace("Relevé corrigé", CORRECTIONS, Statement, ("statement.corrected",)),
    Trace("Relevé avec dérogation", each(Derogation.statement_id), Statement, ("derogation.granted",)),
    Trace("Dérogation retirée du relevé", each(Derogation.statement_id, Derogation.withdrawn_at.is_not(None)),
          Statement, ("derogation.withdrawn",)),
    Trace("Chiffre d’employeur sur le relevé", FIGURES, Statement, ("figure.stated",)),
    Trace("Globalisation", once(PoolingAgreement.id), PoolingAgreement, ("pooling.agreed",)),
    Trace("Mois répartis de la globalisation", each(PooledMonth.agreement_id), PoolingAgreement,
          ("pooling.shared",)),
)  # fmt: skip
CERTIFICATE, DOCUMENT = EligibilityCertificate, SupportingDocument
PEOPLE = (
    Trace("Éligibilité validée", once(CERTIFICATE.id, CERTIFICATE.decision == Decision.ELIGIBLE), CERTIFICATE,
          ("eligibility.decided",)),
    Trace("Éligibilité refusée", once(CERTIFICATE.id, CERTIFICATE.decision == Decision.REFUSED), CERTIFICATE,
          ("eligibility.refused",)),
    Trace("Éligibilité arrêtée", once(CERTIFICATE.id, CERTIFICATE.revoked_on.is_not(None)), CERTIFICATE,
          ("eligibility.revoked",)),
    Trace("Justificatif reçu", once(DOCUMENT.id), DOCUMENT, ("document.received",)),
    Trace("Justificatif vu", once(DOCUMENT.id, DOCUMENT.checked_on.is_not(None)), DOCUMENT,
          ("document.seen",)),
    Trace("Justificatif supprimé", once(DOCUMENT.id, DOCUMENT.deleted_at.is_not(None)), DOCUMENT,
          ("document.deleted",)),
    Trace("Fiche fusionnée", once(ParticipantMerge.id), Participant, ("participant.merged",), "merge"),
    Trace("Fusion défaite", once(ParticipantMerge.id, ParticipantMerge.undone_at.is_not(None)), Participant,
          ("participant.unmerged",), "merge"),
    Trace("Marché modifié par avenant", each(Amendment.contract_id), Contract, ("contract.amended",)),
)  # fmt: skip


def told() -> Iterator[str]:
    """At least one event of the right kind for each change that the rows show."""
    return untold((*HOURS, *PEOPLE))


EVENTS = (Invariant("hours.events", "Chaque changement a son événement au journal", told),)
