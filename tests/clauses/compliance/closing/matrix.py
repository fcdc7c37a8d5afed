"""Access to the final reports and to the certificates."""

from typing import Any

from tests.clauses.contracts.matrix import as_csv, committed
from tests.factories_closing import make_attestation, make_ending, make_report
from tests.matrix import BODY, BUYERS, COMPANIES, LINKS, PUBLIC, Corner, Line


def ending(corner: Corner) -> dict[str, Any]:
    """A contract at its end."""
    return {"contract_id": make_ending(committed(corner)).id}


def report(corner: Corner) -> dict[str, Any]:
    """A final report that holds the corner's word."""
    return {"report_id": make_report(make_ending(committed(corner)), corner.canary).id}


def certificate(corner: Corner) -> dict[str, Any]:
    """A certificate."""
    return {"certificate_id": make_attestation(make_ending(committed(corner))).id}


def number(corner: Corner) -> dict[str, Any]:
    """A number that anybody may verify."""
    return {"number": make_attestation(make_ending(committed(corner))).number}


READERS, DECLARERS = BODY | BUYERS, BODY | BUYERS | COMPANIES
LINES = (
    Line("reports.index", DECLARERS | LINKS),
    Line("reports.index_file", DECLARERS, as_csv, client=DECLARERS, other=DECLARERS),
    Line("reports.prepare", BODY, ending),
    Line("reports.show", DECLARERS | LINKS, report),
    Line("reports.report_file", READERS, report),
    Line("reports.say", COMPANIES | LINKS, report),
    Line("certificates.index", DECLARERS),
    Line("certificates.index_file", DECLARERS, as_csv, client=DECLARERS, other=DECLARERS),
    Line("certificates.certificate_file", DECLARERS, certificate),
    Line("certificates.deliver", BODY, ending),
    Line("certificates.revoke", BODY, certificate),
    Line("verification.index", PUBLIC),
    Line("verification.verify", PUBLIC),
    Line("verification.show", PUBLIC, number),
)
