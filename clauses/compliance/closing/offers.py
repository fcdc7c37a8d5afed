"""What the end of a contract offers to the contract's page and to the home page."""

from collections.abc import Iterator

from flask import url_for

from clauses.compliance.closing.certificates.exports import CERTIFICATES
from clauses.compliance.closing.certificates.queries import certificates_on, missing_on
from clauses.compliance.closing.list_queries import find_reports, row_of
from clauses.compliance.closing.queries import current_of, silent_in, state_of
from clauses.compliance.closing.rules import COMMENTERS, READERS, TONES, WRITTEN_AT, ReportState
from clauses.contracts.queries import contract_of
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.feature import Alert, Panel
from facilitator.formats import plural


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The final report and the certificates of a contract."""
    contract = contract_of(asker, thing_id) if kind == "contract" else None
    if contract is None or asker.role not in READERS | COMPANY_ROLES:
        return
    report, body = current_of(thing_id), asker.role in BODY_ROLES
    writable = body and contract.stage in WRITTEN_AT
    if report is None and not writable:
        return
    yield Panel(
        "clauses/compliance/closing/panel.html",
        {
            "contract_id": thing_id,
            "row": row_of(report, asker) if report else None,
            "state": state_of(report) if report else None,
            "tones": TONES,
            "silent": silent_in(report) if report and asker.role in READERS else [],
            "open": report is not None and today() <= report.comments_until,
            "company": asker.role in COMPANY_ROLES,
            "writable": writable,
            "certificates": certificates_on(asker, thing_id),
            "columns": [one for one in CERTIFICATES if one.heading != "Marché"],
            "lacking": missing_on(contract) if body else [],
            "body": body,
        },
    )


def alerts(asker: Asker) -> Iterator[Alert]:
    """A company is told of the reports that wait for its comments."""
    if asker.role not in COMMENTERS & COMPANY_ROLES:
        return
    asked = {"etat": ReportState.COMMENTS.value}
    waiting = [
        one
        for one in db.session.scalars(find_reports(asker, asked, "-jour"))
        if today() <= one.comments_until
        and asker.organisation_id not in {said.organisation_id for said in one.comments}
    ]
    if waiting:
        said = plural(
            len(waiting), "bilan final attend vos observations", "bilans finaux attendent vos observations"
        )
        yield Alert(len(waiting), said, url_for("reports.index", etat=asked["etat"]))
