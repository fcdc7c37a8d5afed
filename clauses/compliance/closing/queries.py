"""Make a final report, comment on it, know whether it still holds. The caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import Select, bindparam, false, func, select

from clauses.compliance.closing.gathering_queries import lines_of, report_of, unfinished_of
from clauses.compliance.closing.models import FinalReport, ReportComment
from clauses.compliance.closing.paper.pdf import pdf_of
from clauses.compliance.closing.paper.rules import canonical, fingerprint
from clauses.compliance.closing.report_rules import Report, document
from clauses.compliance.closing.rules import (
    Opinion,
    ReportState,
    blockers,
    check_comment,
    check_writing,
    last_day_of,
)
from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.queries import contracts_of
from clauses.contracts.rules import Stage
from clauses.contracts.stages.queries import move_stage
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.participants.naming_queries import check_nobody_named
from facilitator.access import BUYER_ROLES, COMPANY_ROLES, Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.formats import NBSP, day
from facilitator.prepared import Prepared
from facilitator.traces import leaves_trace
from facilitator.words import RuleBroken


@dataclass(frozen=True)
class Made:
    """A report ready to be kept: made before anything is written."""

    report: Report
    content: bytes


def reports_of(asker: Asker) -> Select[FinalReport]:
    """The final reports an asker may see: its body's, its contracts', those where its company owes hours."""
    if asker.body_id is not None:
        return owned(FinalReport, asker)
    if asker.role in BUYER_ROLES:
        return select(FinalReport).where(
            FinalReport.contract_id.in_(contracts_of(asker).with_only_columns(Contract.id))
        )
    if asker.role not in COMPANY_ROLES | {Role.LINK}:
        return select(FinalReport).where(false())
    mine = (
        select(Lot.contract_id)
        .join(ClauseTerms, ClauseTerms.lot_id == Lot.id)
        .join(Commitment, Commitment.terms_id == ClauseTerms.id)
        .where(Commitment.organisation_id == asker.organisation_id)
    )
    found = select(FinalReport).where(FinalReport.contract_id.in_(mine))
    return found.where(FinalReport.body_id == asker.scope.body_id) if asker.scope else found


def report_seen(asker: Asker, report_id: int) -> FinalReport | None:
    """One final report, if the asker may see it."""
    return db.session.scalar(reports_of(asker).where(FinalReport.id == report_id))


CURRENT = Prepared(
    select(FinalReport.id).where(
        FinalReport.contract_id == bindparam("contract"), FinalReport.replaced_on.is_(None)
    )
)
"""Most contracts have none, and the page of each asks."""


def current_of(contract_id: int) -> FinalReport | None:
    """The edition that nothing has replaced."""
    held = leaves_trace(FinalReport, Contract, contract_id)
    found = CURRENT.scalar({"contract": contract_id}) if held else None
    return None if found is None else db.session.get(FinalReport, found)


def data_of(report: FinalReport) -> Report:
    """The data that was kept."""
    return msgspec.convert(report.data, Report)


def state_of(report: FinalReport) -> ReportState:
    """Where it stands: the contract's own stage says it."""
    if report.replaced_on is not None:
        return ReportState.REPLACED
    if report.contract.stage is Stage.CLOSED:
        return ReportState.ENDORSED
    return ReportState.VISA if report.contract.stage is Stage.BUYER_VISA else ReportState.COMMENTS


def companies_of(contract: Contract) -> list[Organisation]:
    """The companies that owe hours, by name, once each."""
    found = {one.organisation_id: one.organisation for one in contract.commitments}
    return sorted(found.values(), key=lambda one: one.name)


def drafted(asker: Asker, contract: Contract, learned: str = "") -> Report:
    """The report as it would be made now."""
    last = select(func.max(FinalReport.edition)).where(FinalReport.contract_id == contract.id)
    return report_of(asker, contract, today(), (db.session.scalar(last) or 0) + 1, learned)


def make(asker: Asker, contract: Contract, learned: str) -> Made:
    """Gather and draw a report; writes nothing, so that nobody waits for the drawing.

    Raises `RuleBroken` when something is not finished, or the text names somebody.
    """
    check_writing(contract.stage)
    found = list(blockers(unfinished_of(contract.id)))
    if found:
        raise RuleBroken("Avant le bilan : " + " ".join(found))
    if not contract.commitments:
        raise RuleBroken("Aucune entreprise ne doit d’heures sur ce marché : il n’y a pas de bilan à faire.")
    report = drafted(asker, contract, check_nobody_named(contract.body_id, learned, "learned"))
    return Made(report, pdf_of(document(report)))


def issue(asker: Asker, contract: Contract, made: Made) -> FinalReport:
    """Keep a report that was made, and open the companies' comments. Leaves `final_report.made`.

    Raises `RuleBroken` when the hours have changed since it was made.
    """
    if drafted(asker, contract, made.report.learned) != made.report:
        raise RuleBroken("Les données du marché viennent de changer : vérifiez-les, puis recommencez.")
    before = current_of(contract.id)
    if before is not None:
        before.replaced_on = today()
    days = whole(settings_for(contract.body_id, today()), "report_comment_days")
    content = canonical(made.report)
    report = FinalReport(
        body_id=contract.body_id,
        contract=contract,
        edition=made.report.edition,
        made_on=made.report.made_on,
        comments_until=last_day_of(made.report.made_on, days),
        data=msgspec.json.decode(content),
        data_fingerprint=fingerprint(content),
        content=made.content,
        file_fingerprint=fingerprint(made.content),
        author_id=asker.user_id,
        made_at=now(),
    )
    db.session.add(report)
    record("final_report.made", report, contract=contract.id, edition=report.edition)
    until = day(report.comments_until)
    said = f"Bilan final établi (édition {report.edition}) : observations possibles jusqu’au {until}."
    tell(contract, ExchangeKind.DOCUMENT, said, source=f"final_report {report.id}", buyer_sees=True)
    if contract.stage is Stage.FINAL_REPORT:
        move_stage(contract, Stage.COMPANY_COMMENTS, asker.role)
    return report


def comment(report: FinalReport, asker: Asker, opinion: Opinion, text: str) -> ReportComment:
    """What a company says of a report; said again, the last word counts. Leaves `final_report.commented`."""
    if report.replaced_on is not None:
        raise RuleBroken("Une édition plus récente de ce bilan existe : lisez-la d’abord.")
    check_comment(opinion, text, report.comments_until, report.contract.stage, today())
    text = check_nobody_named(report.body_id, text, "text") if opinion is Opinion.OBJECTS else ""
    said = ReportComment(
        report=report,
        organisation_id=asker.organisation_id,
        opinion=opinion,
        text=text,
        said_at=now(),
        author_id=asker.account_id,
    )
    db.session.add(said)
    record("final_report.commented", said, report=report.id, opinion=opinion.value)
    company = db.session.get_one(Organisation, asker.organisation_id)
    summary = f"Bilan final{NBSP}: {text}"[:1000] if text else "Bilan final : aucune observation."
    tell(
        report.contract,
        ExchangeKind.COMMENTS,
        summary,
        organisation=company,
        source=f"report_comment {said.id}",
        buyer_sees=True,
    )
    return said


def silent_in(report: FinalReport) -> list[Organisation]:
    """The companies that have not commented."""
    answered = {one.organisation_id for one in report.comments}
    return [one for one in companies_of(report.contract) if one.id not in answered]


def holds(report: FinalReport) -> bool:
    """Whether the hours of the ledger are still those of the report, at its date."""
    return tuple(lines_of(report.contract, report.made_on)) == data_of(report).lines


def missing_before_step(contract: Contract, step: Stage, on: date) -> list[str]:
    """What a contract that owes hours still lacks before a step of its end."""
    if not contract.commitments:
        return []
    found = list(blockers(unfinished_of(contract.id), step))
    report = current_of(contract.id)
    if report is None:
        return [*found, "Établissez le bilan final."]
    if not found and not holds(report):
        found.append("Les heures ont changé depuis le bilan : établissez-en une nouvelle édition.")
    silent = silent_in(report) if on <= report.comments_until else []
    if step is Stage.BUYER_VISA and silent:
        names = ", ".join(one.name for one in silent)
        found.append(f"Observations possibles jusqu’au {day(report.comments_until)} : {names}.")
    return found


def comments_in(report: FinalReport, asker: Asker) -> Sequence[ReportComment]:
    """The comments an asker reads: a company its own, the others all."""
    company = asker.body_id is None and asker.role not in BUYER_ROLES
    return [one for one in report.comments if not company or one.organisation_id == asker.organisation_id]
