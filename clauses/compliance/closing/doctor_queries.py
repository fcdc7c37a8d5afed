"""What must hold of the reports and of the certificates."""

from collections.abc import Iterator

from sqlalchemy import select

from clauses.compliance.closing.certificates.models import FulfilmentCertificate
from clauses.compliance.closing.certificates.queries import VALID, attested_of
from clauses.compliance.closing.certificates.rules import lines_for
from clauses.compliance.closing.gathering_queries import lines_of
from clauses.compliance.closing.models import FinalReport
from clauses.compliance.closing.paper.rules import canonical, fingerprint
from facilitator.db import db
from facilitator.feature import Invariant


def hours() -> Iterator[str]:
    """A valid certificate attests the hours of the ledger, by the targets of its report's day."""
    found = select(FulfilmentCertificate).where(VALID).execution_options(yield_per=100)
    for one in db.session.scalars(found):
        attested, company = attested_of(one), one.organisation_id
        owed, _, _, counted = attested.totals
        if (owed, counted) != (one.owed_minutes, one.counted_minutes):
            yield f"Marché {one.contract_id} : attestation {one.number}, totaux et lignes diffèrent."
        ledger = tuple(lines_of(one.contract, one.report.made_on))
        if lines_for(company, attested.company, ledger) != attested.lines:
            yield f"Marché {one.contract_id} : attestation {one.number}, ses heures ne sont plus les relevés."


def bytes_kept() -> Iterator[str]:
    """The data and the file of each report and certificate have the fingerprints they were born with."""
    for model in (FinalReport, FulfilmentCertificate):
        found = select(
            model.contract_id,
            model.id,
            model.data,
            model.content,
            model.data_fingerprint,
            model.file_fingerprint,
        ).execution_options(yield_per=100)
        for contract, key, data, content, of_data, of_file in db.session.execute(found):
            if fingerprint(canonical(data)) != of_data:
                yield f"Marché {contract} : {model.__tablename__} {key}, ses données ont changé."
            if fingerprint(content) != of_file:
                yield f"Marché {contract} : {model.__tablename__} {key}, son fichier a changé."


INVARIANTS = (
    Invariant("certificates.hours", "Une attestation dit les heures des relevés", hours),
    Invariant("certificates.files", "Bilans et attestations sont tels qu’ils ont été délivrés", bytes_kept),
)
