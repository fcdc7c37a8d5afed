"""The list of the final reports, inside what the asker may see."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from clauses.compliance.closing.models import FinalReport
from clauses.compliance.closing.paper.rules import add_up
from clauses.compliance.closing.queries import data_of, reports_of, state_of
from clauses.compliance.closing.report_rules import Line
from clauses.compliance.closing.rules import COMMENTERS, ReportState
from clauses.contracts.models import Contract
from clauses.contracts.rules import Stage
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db

CURRENT = FinalReport.replaced_on.is_(None)
STATES = {
    ReportState.COMMENTS: CURRENT & Contract.stage.in_((Stage.FINAL_REPORT, Stage.COMPANY_COMMENTS)),
    ReportState.VISA: CURRENT & (Contract.stage == Stage.BUYER_VISA),
    ReportState.ENDORSED: CURRENT & (Contract.stage == Stage.CLOSED),
    ReportState.REPLACED: FinalReport.replaced_on.is_not(None),
}


@dataclass(frozen=True)
class ReportRow:
    """A final report as a list shows it to its reader."""

    report: FinalReport
    state: ReportState
    lines: tuple[Line, ...]

    @property
    def owed(self) -> int:
        """Minutes, the sum of the lines."""
        return add_up([(0,), *((one.owed,) for one in self.lines)])[0]

    @property
    def counted(self) -> int:
        """Minutes, the sum of the lines."""
        return add_up([(0,), *((one.counted,) for one in self.lines)])[0]


def find_reports(asker: Asker, values: Mapping[str, str], sort: str) -> Select[FinalReport]:
    """The reports that answer the filters, the latest first unless asked otherwise."""
    found = reports_of(asker).join(FinalReport.contract)
    if values.get("q"):
        word = values["q"]
        found = found.where(
            Contract.reference.icontains(word, autoescape=True)
            | Contract.title.icontains(word, autoescape=True)
        )
    if values.get("etat"):
        found = found.where(STATES[ReportState(values["etat"])])
    key = Contract.reference if sort.endswith("marche") else FinalReport.made_on
    way = key.desc() if sort.startswith("-") else key.asc()
    loaded = found.options(joinedload(FinalReport.contract).joinedload(Contract.buyer))
    return loaded.order_by(way, FinalReport.id.desc())


def row_of(report: FinalReport, asker: Asker) -> ReportRow:
    """A report as its reader may see it: a company reads its own lines, and those it lets others carry."""
    return ReportRow(report, state_of(report), lines_seen(report, asker))


def lines_seen(report: FinalReport, asker: Asker) -> tuple[Line, ...]:
    """The lines that an asker may read."""
    lines = data_of(report).lines
    if asker.role not in COMMENTERS:
        return lines
    name = db.session.get_one(Organisation, asker.organisation_id).name
    return tuple(
        one
        for one in lines
        if one.organisation_id == asker.organisation_id or one.party == f"sous-traitant de {name}"
    )
