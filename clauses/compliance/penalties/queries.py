"""The verbs of a penalty file. Each is told in the log of the contract; the caller commits.

Nothing here decides: the notice is sent and the decision taken by the buyer, whose word is recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Select, false, select
from sqlalchemy.orm import joinedload

from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.compliance.penalties.compute_rules import compute
from clauses.compliance.penalties.facts_queries import faith_of, snapshot_of
from clauses.compliance.penalties.faith_rules import sentences
from clauses.compliance.penalties.kept_rules import digest, to_json
from clauses.compliance.penalties.models import REASON_AT_MOST, PenaltyComment, PenaltyFile
from clauses.compliance.penalties.rules import (
    EDITABLE,
    SEEN_BY_COMPANY,
    TEXT_AT_MOST,
    FileState,
    Verdict,
    check_party,
    check_proposable,
    check_sent,
    check_step,
    check_window,
)
from clauses.contracts.models import ClauseTerms, Commitment, Contract
from clauses.contracts.queries import contracts_of
from clauses.contracts.rules import PenaltyTrigger
from clauses.contracts.stages.rules import check_editable
from clauses.people.participants.naming_queries import check_nobody_named
from facilitator.access import BUYER_ROLES, COMPANY_ROLES, Asker, Role, asking
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.formats import day, euros, number, plural
from facilitator.words import RuleBroken

WHOLE = (
    joinedload(PenaltyFile.organisation),
    joinedload(PenaltyFile.contract).joinedload(Contract.buyer),
    joinedload(PenaltyFile.commitment).joinedload(Commitment.terms).joinedload(ClauseTerms.lot),
)
"""What a line of the list shows, in its own select."""
MOST_DAYS = 365


@dataclass(frozen=True)
class Breach:
    """What a file is opened for: the lines of the schedule, the facts that no ledger holds."""

    triggers: Sequence[PenaltyTrigger]
    reason: str
    absences: Sequence[date] = ()
    final_due_on: date | None = None
    final_on: date | None = None


def files_of(asker: Asker) -> Select[PenaltyFile]:
    """The files an asker may see: its body's, those of its contracts for a buyer, its own for a company once
    the buyer has written to it (by a link: of this body)."""
    if asker.body_id is not None:
        return owned(PenaltyFile, asker)
    if asker.role in BUYER_ROLES:
        seen = contracts_of(asker).with_only_columns(Contract.id)
        return select(PenaltyFile).where(PenaltyFile.contract_id.in_(seen))
    mine = select(PenaltyFile).where(
        PenaltyFile.organisation_id == asker.organisation_id, PenaltyFile.state.in_(SEEN_BY_COMPANY)
    )
    if asker.role in COMPANY_ROLES:
        return mine
    if asker.role is Role.LINK and asker.scope is not None:
        return mine.where(PenaltyFile.body_id == asker.scope.body_id)
    return select(PenaltyFile).where(false())


def file_of(asker: Asker, file_id: int) -> PenaltyFile | None:
    """One file, if the asker may see it."""
    return db.session.scalar(files_of(asker).where(PenaltyFile.id == file_id).options(*WHOLE))


def open_file(commitment: Commitment, author_id: int, breach: Breach) -> PenaltyFile:
    """Open the file of a company on a clause; what it rests on is frozen. Leaves `penalty.opened`."""
    contract = commitment.terms.lot.contract
    check_editable(contract.stage)
    check_party(commitment.party)
    _check_none_open(commitment)
    file = PenaltyFile(
        body_id=contract.body_id,
        contract=contract,
        commitment=commitment,
        organisation=commitment.organisation,
        state=FileState.OPENED,
        found_on=today(),
        author_id=author_id,
    )
    _fill(file, breach)
    db.session.add(file)
    record("penalty.opened", file, contract=contract.id, estimate=str(file.estimate))
    _tell(file, ExchangeKind.PENALTY, f"Dossier de pénalité {file.number} ouvert : {_said(file)}.")
    return file


def _check_none_open(commitment: Commitment) -> None:
    running = select(PenaltyFile).where(
        PenaltyFile.commitment_id == commitment.id,
        PenaltyFile.state.not_in((FileState.DECIDED, FileState.CLOSED, FileState.WITHDRAWN)),
    )
    if db.session.scalar(running.limit(1)) is not None:
        raise RuleBroken("Un dossier est déjà ouvert pour cette entreprise et cette clause.", "commitment_id")


def mend_file(file: PenaltyFile, breach: Breach) -> None:
    """Change what the file rests on, until something is proposed. Leaves `penalty.mended`."""
    if file.state not in EDITABLE:
        raise RuleBroken("Les faits de ce dossier ne changent plus.")
    _fill(file, breach)
    record("penalty.mended", file, estimate=str(file.estimate))


def _check_editable(file: PenaltyFile) -> None:
    check_editable(file.commitment.terms.lot.contract.stage)


def _fill(file: PenaltyFile, breach: Breach) -> None:
    """Check and take what was typed, then freeze the facts."""
    _check_editable(file)
    if not breach.triggers:
        raise RuleBroken("Cochez au moins un manquement.", "triggers")
    priced = {term.trigger for term in file.commitment.terms.penalties}
    for trigger in breach.triggers:
        if trigger not in priced:
            raise RuleBroken(f"Le barème de la clause ne dit rien de « {trigger.label} ».", "triggers")
    if PenaltyTrigger.ABSENCE in breach.triggers and not breach.absences:
        raise RuleBroken("Indiquez le jour de chaque réunion manquée.", "absences")
    if PenaltyTrigger.LATE_FINAL_REPORT in breach.triggers and breach.final_due_on is None:
        raise RuleBroken("Indiquez le jour où le bilan final était attendu.", "final_due_on")
    file.triggers = [trigger.value for trigger in breach.triggers]
    file.reason = _text(file.body_id, breach.reason, "reason", REASON_AT_MOST)
    if not file.reason:
        raise RuleBroken("Dites ce qui a été constaté.", "reason")
    file.absences = [on.isoformat() for on in breach.absences]
    file.final_due_on, file.final_on = breach.final_due_on, breach.final_on
    snapshot = snapshot_of(file, today())
    file.found, file.estimate = to_json(snapshot), compute(snapshot, as_if_noticed=True).amount
    file.faith = sentences(faith_of(file, today()))


def draft_notice(file: PenaltyFile, days: int) -> None:
    """The draft is ready for the buyer to sign, with the days it leaves. Leaves `penalty.drafted`."""
    _check_editable(file)
    check_step(file.state, FileState.DRAFTED)
    if not 1 <= days <= MOST_DAYS:
        raise RuleBroken("Le délai va de 1 à 365 jours.", "days")
    file.state, file.drafted_on, file.days = FileState.DRAFTED, today(), days
    record("penalty.drafted", file, days=days)
    said = f"Projet de mise en demeure remis à l’acheteur ({plural(days, 'jour')})."
    _tell(file, ExchangeKind.PENALTY, said)


def notice_sent(file: PenaltyFile, sent_on: date) -> None:
    """The buyer sent it: the company's window is open. Leaves `penalty.notice_sent`."""
    _check_editable(file)
    check_step(file.state, FileState.SENT)
    assert file.drafted_on is not None
    assert file.days is not None
    check_sent(sent_on, file.drafted_on, today())
    file.state, file.sent_on = FileState.SENT, sent_on
    file.until = sent_on + timedelta(days=file.days)
    record("penalty.notice_sent", file, sent_on=sent_on.isoformat(), until=file.until.isoformat())
    until = f"observations jusqu’au {day(file.until)}"
    said = f"Mise en demeure envoyée par l’acheteur le {day(sent_on)} ; {until}."
    _tell(file, ExchangeKind.NOTICE, said)


def comment(file: PenaltyFile, text: str, author_name: str) -> PenaltyComment:
    """What the company says, within its window. Leaves `penalty.commented`."""
    _check_editable(file)
    check_step(file.state, FileState.COMMENTED)
    check_window(file.until, today())
    text = _text(file.body_id, text, "text", TEXT_AT_MOST)
    if not text:
        raise RuleBroken("Écrivez vos observations.", "text")
    asker = asking.get()
    said = PenaltyComment(
        file=file,
        text=text,
        received_at=now(),
        author_id=asker.account_id if asker else None,
        author_name=author_name[:120],
    )
    file.state = FileState.COMMENTED
    db.session.add(said)
    record("penalty.commented", file)
    _tell(file, ExchangeKind.COMMENTS, "Observations de l’entreprise reçues sur le dossier de pénalité.")
    return said


def propose(file: PenaltyFile, verdict: Verdict) -> None:
    """Freeze the facts again, and hand the buyer a draft decision. Leaves `penalty.proposed`."""
    _check_editable(file)
    check_step(file.state, FileState.PROPOSED)
    check_proposable(file.state, file.until, today())
    computed = proposal_of(file)
    verdict.check(computed)
    reason = _text(file.body_id, verdict.reason, "reason", REASON_AT_MOST)
    faith = sentences(faith_of(file, today()))
    file.proposed, file.computed, file.faith = to_json(snapshot_of(file, today())), computed, faith
    file.proposed_decision, file.proposed_amount = verdict.decision, verdict.amount
    file.proposed_reason = reason
    file.state, file.proposed_on = FileState.PROPOSED, today()
    record("penalty.proposed", file, computed=str(computed), decision=verdict.decision.value)
    said = f"Décision proposée à l’acheteur : {verdict.decision.label.lower()}, {euros(verdict.amount)}."
    _tell(file, ExchangeKind.PENALTY, said)


def proposal_of(file: PenaltyFile) -> Decimal:
    """What the schedule gives today."""
    return compute(snapshot_of(file, today())).amount


def decide(file: PenaltyFile, verdict: Verdict, decided_by_id: int | None) -> None:
    """The buyer decides; nothing of it changes any more. Leaves `penalty.decided`."""
    _check_editable(file)
    check_step(file.state, FileState.DECIDED)
    assert file.computed is not None
    assert file.proposed is not None
    verdict.check(file.computed)
    reason = _text(file.body_id, verdict.reason, "reason", REASON_AT_MOST)
    file.decision, file.amount, file.decision_reason = verdict.decision, verdict.amount, reason
    file.state, file.decided_on, file.decided_by_id = FileState.DECIDED, today(), decided_by_id
    record("penalty.decided", file, **decided_facts(file))
    said = f"L’acheteur a décidé : {verdict.decision.label.lower()}, {euros(verdict.amount)}."
    _tell(file, ExchangeKind.PENALTY, said)


def decided_facts(file: PenaltyFile) -> dict[str, str]:
    """What the journal keeps of a decision: figures, and the fingerprint of the facts."""
    return {
        "decision": file.decision.value if file.decision else "",
        "amount": f"{file.amount or 0:.2f}",
        "computed": f"{file.computed or 0:.2f}",
        "facts": digest(file.proposed or {}),
    }


def close_file(file: PenaltyFile, reason: str = "") -> None:
    """The decision was carried out. Leaves `penalty.closed`."""
    _check_editable(file)
    _end(file, FileState.CLOSED, "penalty.closed", reason)


def withdraw(file: PenaltyFile, reason: str) -> None:
    """The file goes no further, for a reason. Leaves `penalty.withdrawn`."""
    if not reason.strip():
        raise RuleBroken("Dites pourquoi le dossier est sans suite.", "reason")
    _check_editable(file)
    _end(file, FileState.WITHDRAWN, "penalty.withdrawn", reason)
    _tell(file, ExchangeKind.PENALTY, f"Dossier {file.number} sans suite : {file.ended_reason}"[:1000])


def _end(file: PenaltyFile, state: FileState, act: str, reason: str) -> None:
    check_step(file.state, state)
    reason = _text(file.body_id, reason, "reason", REASON_AT_MOST)
    file.state, file.ended_on, file.ended_reason = state, today(), reason
    record(act, file)


def _said(file: PenaltyFile) -> str:
    return ", ".join(trigger.label.lower() for trigger in file.asked)


def _text(body_id: int, text: str, field: str, most: int) -> str:
    if len(text) > most:
        raise RuleBroken(f"{number(most)} caractères au plus.", field)
    return check_nobody_named(body_id, text, field)


def _tell(file: PenaltyFile, kind: ExchangeKind, said: str) -> None:
    db.session.flush()
    tell(
        file.contract,
        kind,
        said,
        organisation=file.organisation,
        source=f"penalty_file {file.id}",
        buyer_sees=True,
    )
