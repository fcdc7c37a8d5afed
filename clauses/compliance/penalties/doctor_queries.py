"""The invariants of the penalties. Each yields a French sentence for every breach; none writes."""

from collections.abc import Iterator

from sqlalchemy import select

from clauses.compliance.penalties.compute_rules import compute
from clauses.compliance.penalties.kept_rules import from_json
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.queries import decided_facts
from clauses.compliance.penalties.rules import ENDED
from facilitator.audit.models import AuditEvent
from facilitator.db import db
from facilitator.feature import Invariant
from facilitator.formats import euros


def amounts() -> Iterator[str]:
    """The amounts kept are those that their snapshots give."""
    for file in db.session.scalars(select(PenaltyFile).order_by(PenaltyFile.id)):
        again = compute(from_json(file.found), as_if_noticed=True).amount
        if again != file.estimate:
            yield f"Dossier {file.number} : il estime {euros(file.estimate)}, ses faits font {euros(again)}."
        if file.proposed is not None:
            again = compute(from_json(file.proposed)).amount
            if again != file.computed:
                yield f"Dossier {file.number} : il dit {euros(file.computed)}, ses faits font {euros(again)}."


def decided() -> Iterator[str]:
    """What was decided is what the journal says was decided, on the same facts."""
    found = select(AuditEvent.subject_id, AuditEvent.details).where(
        AuditEvent.action == "penalty.decided", AuditEvent.subject_kind == PenaltyFile.__tablename__
    )
    told = {row.subject_id: row.details for row in db.session.execute(found)}
    ended = select(PenaltyFile).where(PenaltyFile.state.in_(ENDED)).order_by(PenaltyFile.id)
    for file in db.session.scalars(ended):
        if told.get(file.id) != decided_facts(file):
            yield f"Dossier {file.number} : il ne dit plus ce que l’acheteur a décidé."


INVARIANTS = (
    Invariant("penalty-amounts", "Le montant d’une pénalité est celui que donnent les faits gardés", amounts),
    Invariant("penalty-decisions", "Une pénalité décidée ne change plus", decided),
)
