"""Access to the penalty files: the body opens, the company comments, the buyer alone decides."""

from decimal import Decimal
from typing import Any

from clauses.compliance.penalties.models import PenaltyComment, PenaltyFile
from clauses.compliance.penalties.rules import FileState, Ruling
from clauses.contracts.models import Commitment, PenaltyTerm
from facilitator.clock import now, today
from tests.clauses.contracts.matrix import as_csv, committed
from tests.factories import add
from tests.factories_compliance import SCHEDULE, make_file, proposed, sent
from tests.matrix import BODY, BUYERS, COMPANIES, LINKS, VALIDATORS, Corner, Line


def priced(corner: Corner) -> Commitment:
    """A commitment of the corner's company, whose clause has a schedule."""
    row = committed(corner)
    for trigger, formula, amount, after_notice in SCHEDULE:
        add(
            PenaltyTerm(
                terms=row.terms,
                trigger=trigger,
                formula=formula,
                amount=Decimal(amount),
                after_notice=after_notice,
                source=corner.canary,
            )
        )
    return row


def contract(corner: Corner) -> dict[str, Any]:
    """The contract."""
    return {"contract_id": priced(corner).terms.lot.contract_id}


def commitment(corner: Corner) -> dict[str, Any]:
    """The commitment."""
    return {"commitment_id": priced(corner).id}


def opened(corner: Corner) -> dict[str, Any]:
    """A file that was just opened."""
    return {"file_id": make_file(priced(corner), reason=corner.canary).id}


def drafted(corner: Corner) -> dict[str, Any]:
    """A file whose notice waits for the buyer."""
    told = {"state": FileState.DRAFTED, "drafted_on": today(), "days": 15}
    return {"file_id": make_file(priced(corner), reason=corner.canary, **told).id}


def _commented(corner: Corner) -> PenaltyFile:
    file = sent(priced(corner), reason=corner.canary, state=FileState.COMMENTED)
    add(PenaltyComment(file=file, text=corner.canary, received_at=now(), author_name=corner.canary))
    return file


def commented(corner: Corner) -> dict[str, Any]:
    """A file on which the company has commented, its window still open."""
    return {"file_id": _commented(corner).id}


def waiting(corner: Corner) -> dict[str, Any]:
    """A file that waits for the buyer's decision."""
    return {"file_id": proposed(priced(corner), reason=corner.canary).id}


def decided(corner: Corner) -> dict[str, Any]:
    """A file that is decided."""
    file = proposed(priced(corner), reason=corner.canary)
    file.state, file.decision, file.amount = FileState.DECIDED, Ruling.APPLIED, file.computed
    file.decided_on = today()
    return {"file_id": file.id}


OFFICE = BODY | BUYERS
LISTED = OFFICE | COMPANIES
READERS = LISTED | LINKS
LINES = (
    Line("penalties.index", READERS),
    Line("penalties.index_file", LISTED, as_csv, client=LISTED, other=LISTED),
    Line("penalties.show", READERS, commented),
    Line("penalties.choose", BODY, contract),
    Line("penalties.create", BODY, commitment),
    Line("penalties.mend", BODY, opened),
    Line("penalties.notice_file", OFFICE, drafted),
    Line("penalties.decision_file", OFFICE, waiting),
    Line("penalty_steps.draft", BODY, opened),
    Line("penalty_steps.sent", BODY | VALIDATORS, drafted),
    Line("penalty_steps.comment_on", BODY | COMPANIES | LINKS, commented),
    Line("penalty_steps.suggest", BODY, commented),
    Line("penalty_steps.rule", VALIDATORS, waiting),
    Line("penalty_steps.close", BODY, decided),
    Line("penalty_steps.drop", BODY, opened),
)
