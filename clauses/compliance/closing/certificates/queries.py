"""Issue certificates, replace them, cancel them, find one by its number. The caller commits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import joinedload

from clauses.compliance.closing.certificates.models import FulfilmentCertificate
from clauses.compliance.closing.certificates.rules import (
    Attested,
    CertificateState,
    check_cancelling,
    document,
    lines_for,
    new_number,
)
from clauses.compliance.closing.models import FinalReport
from clauses.compliance.closing.paper.pdf import pdf_of
from clauses.compliance.closing.paper.rules import canonical, fingerprint
from clauses.compliance.closing.queries import companies_of, current_of, data_of, holds
from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.contracts.models import Contract
from clauses.contracts.queries import contracts_of
from clauses.contracts.rules import Stage
from facilitator.access import BUYER_ROLES, COMPANY_ROLES, Asker, asking
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import owned
from facilitator.audit.models import AuditHead
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.setting import absolute
from facilitator.words import RuleBroken

CERTIFICATE = FulfilmentCertificate
PATH = "/attestations/"
VALID = CERTIFICATE.replaced_by_id.is_(None) & CERTIFICATE.cancelled_on.is_(None)
STATES = {
    CertificateState.VALID: VALID,
    CertificateState.REPLACED: CERTIFICATE.replaced_by_id.is_not(None),
    CertificateState.CANCELLED: CERTIFICATE.replaced_by_id.is_(None) & CERTIFICATE.cancelled_on.is_not(None),
}


@dataclass(frozen=True)
class Drawn:
    """A certificate ready to be kept: drawn before anything is written."""

    organisation: Organisation
    attested: Attested
    content: bytes


def certificates_of(asker: Asker) -> Select[CERTIFICATE]:
    """The certificates an asker may see: its body's, its contracts', its own company's."""
    if asker.body_id is not None:
        return owned(CERTIFICATE, asker)
    if asker.role in BUYER_ROLES:
        return select(CERTIFICATE).where(
            CERTIFICATE.contract_id.in_(contracts_of(asker).with_only_columns(Contract.id))
        )
    if asker.role in COMPANY_ROLES:
        return select(CERTIFICATE).where(CERTIFICATE.organisation_id == asker.organisation_id)
    return select(CERTIFICATE).where(false())


def certificate_of(asker: Asker, certificate_id: int) -> CERTIFICATE | None:
    """One certificate, if the asker may see it."""
    return db.session.scalar(certificates_of(asker).where(CERTIFICATE.id == certificate_id))


def certificates_on(asker: Asker, contract_id: int) -> Sequence[CERTIFICATE]:
    """The certificates of a contract that the asker may see, the latest first."""
    found = certificates_of(asker).where(CERTIFICATE.contract_id == contract_id)
    loaded = found.options(joinedload(CERTIFICATE.organisation), joinedload(CERTIFICATE.contract))
    return db.session.scalars(loaded.order_by(CERTIFICATE.id.desc())).all()


def find_certificates(asker: Asker, values: Mapping[str, str], sort: str) -> Select[CERTIFICATE]:
    """The certificates that answer the filters, the latest first unless asked otherwise."""
    found = certificates_of(asker).join(CERTIFICATE.organisation).join(CERTIFICATE.contract)
    if values.get("q"):
        word = values["q"]
        found = found.where(
            or_(
                CERTIFICATE.number.icontains(word, autoescape=True),
                Organisation.name.icontains(word, autoescape=True),
                Contract.reference.icontains(word, autoescape=True),
            )
        )
    if values.get("etat"):
        found = found.where(STATES[CertificateState(values["etat"])])
    keys = {"entreprise": Organisation.name, "marche": Contract.reference}
    key = keys.get(sort.removeprefix("-"), CERTIFICATE.issued_on)
    way = key.desc() if sort.startswith("-") else key.asc()
    loaded = found.options(joinedload(CERTIFICATE.organisation), joinedload(CERTIFICATE.contract))
    return loaded.order_by(way, CERTIFICATE.id.desc())


def by_number(number: str) -> CERTIFICATE | None:
    """The certificate that has this number, for anybody."""
    return db.session.scalar(select(CERTIFICATE).where(CERTIFICATE.number == number)) if number else None


def by_fingerprint(of: str) -> CERTIFICATE | None:
    """The certificate whose file has this fingerprint, for anybody."""
    return db.session.scalar(select(CERTIFICATE).where(CERTIFICATE.file_fingerprint == of)) if of else None


def attested_of(certificate: CERTIFICATE) -> Attested:
    """The data that was kept."""
    return msgspec.convert(certificate.data, Attested)


def missing_on(contract: Contract) -> list[Organisation]:
    """The companies of a closed contract that have no valid certificate."""
    if contract.stage is not Stage.CLOSED or current_of(contract.id) is None:
        return []
    held = set(
        db.session.scalars(
            select(CERTIFICATE.organisation_id).where(CERTIFICATE.contract_id == contract.id, VALID)
        )
    )
    return [one for one in companies_of(contract) if one.id not in held]


def draw(contract: Contract, companies: Iterable[Organisation]) -> list[Drawn]:
    """Draw a certificate for each company; writes nothing, so that nobody waits for the drawing.

    Raises `RuleBroken` before the buyer's visa, or when the report no longer holds.
    """
    report = _endorsed(contract)
    head = db.session.get(AuditHead, 1)
    drawn = []
    for company in companies:
        attested = _attested(contract, report, company, head.sealed if head else "", today())
        drawn.append(Drawn(company, attested, pdf_of(document(attested))))
    return drawn


def _endorsed(contract: Contract) -> FinalReport:
    report = current_of(contract.id)
    if contract.stage is not Stage.CLOSED or report is None:
        raise RuleBroken("Une attestation se délivre après le visa de l’acheteur sur le bilan final.")
    if not holds(report):
        raise RuleBroken("Les heures ne sont plus celles du bilan : rouvrez le marché et refaites le bilan.")
    return report


def _attested(
    contract: Contract, report: FinalReport, company: Organisation, journal: str, on: date
) -> Attested:
    data, number = data_of(report), new_number(on)
    return Attested(
        number=number,
        company=company.name,
        siret=company.siret or "",
        reference=contract.reference,
        title=contract.title,
        buyer=data.buyer,
        body=data.body,
        issued_on=on,
        notified_on=contract.notified_on,
        ends_on=contract.ends_on,
        lines=lines_for(company.id, company.name, data.lines),
        report=report.data_fingerprint,
        journal=journal,
        address=absolute(PATH + number),
    )


def issue(contract: Contract, drawn: Iterable[Drawn]) -> list[CERTIFICATE]:
    """Keep the certificates that were drawn; each replaces its company's last one. Leaves
    `certificate.issued`, and `certificate.replaced` for the former.
    """
    report = _endorsed(contract)
    return [_keep(contract, report, one) for one in drawn]


def _keep(contract: Contract, report: FinalReport, one: Drawn) -> CERTIFICATE:
    if one.attested.report != report.data_fingerprint:
        raise RuleBroken("Le bilan vient de changer : recommencez.")
    before = _last_of(contract, one.organisation)
    content, asker = canonical(one.attested), asking.get()
    made = CERTIFICATE(
        body_id=contract.body_id,
        number=one.attested.number,
        contract=contract,
        report=report,
        organisation=one.organisation,
        issued_on=one.attested.issued_on,
        issued_at=now(),
        author_id=asker.account_id if asker else None,
        owed_minutes=one.attested.totals[0],
        counted_minutes=one.attested.totals[3],
        data=msgspec.json.decode(content),
        data_fingerprint=fingerprint(content),
        content=one.content,
        file_fingerprint=fingerprint(one.content),
    )
    db.session.add(made)
    db.session.flush()
    record("certificate.issued", made, contract=contract.id, file=made.file_fingerprint)
    if before is not None:
        before.replaced_by_id = made.id
        record("certificate.replaced", before, by=made.id)
    instead = f", à la place de {before.number}" if before else ""
    _tell(made, f"Attestation de réalisation délivrée : {made.number}{instead}.")
    return made


def _last_of(contract: Contract, company: Organisation) -> CERTIFICATE | None:
    return db.session.scalar(
        select(CERTIFICATE).where(
            CERTIFICATE.contract_id == contract.id,
            CERTIFICATE.organisation_id == company.id,
            CERTIFICATE.replaced_by_id.is_(None),
        )
    )


def cancel(certificate: CERTIFICATE, reason: str) -> None:
    """Cancel a valid certificate. Leaves `certificate.cancelled`."""
    check_cancelling(certificate.state, reason)
    certificate.cancelled_on, certificate.cancelled_because = today(), reason.strip()[:500]
    record("certificate.cancelled", certificate, contract=certificate.contract_id)
    _tell(certificate, f"Attestation de réalisation annulée : {certificate.number}.")


def cancel_all(contract: Contract, reason: str) -> None:
    """The contract is opened again: none of its certificates is valid any more."""
    for one in db.session.scalars(select(CERTIFICATE).where(CERTIFICATE.contract_id == contract.id, VALID)):
        cancel(one, f"Marché rouvert : {reason}")


def _tell(certificate: CERTIFICATE, said: str) -> None:
    source = f"fulfilment_certificate {certificate.id}"
    contract, company = certificate.contract, certificate.organisation
    tell(contract, ExchangeKind.DOCUMENT, said, organisation=company, source=source, buyer_sees=True)
