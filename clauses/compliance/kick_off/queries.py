"""The kits of a contract, one a company; sending one."""

from datetime import date

from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.compliance.kick_off.rules import Kit, Share, mail_of
from clauses.contracts.models import Commitment, Contract
from clauses.contracts.rules import EligibleCategory, Modality
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from facilitator.access import COMPANY_ROLES, Asker
from facilitator.accounts.models import Contact, Organisation
from facilitator.db import db
from facilitator.mail.queries import post

KIND = "Kit de démarrage"


def kits_of(asker: Asker, contract: Contract, on: date) -> list[Kit]:
    """The kit of each company of a contract that the asker may see; a company, its own."""
    by_company: dict[int, list[Commitment]] = {}
    for one in contract.commitments:
        if asker.role not in COMPANY_ROLES or one.organisation_id == asker.organisation_id:
            by_company.setdefault(one.organisation_id, []).append(one)
    return [_kit(contract, shares, on) for shares in by_company.values()]


def _kit(contract: Contract, commitments: list[Commitment], on: date) -> Kit:
    company, follower = commitments[0].organisation, contract.followed_by
    body = db.session.get_one(Organisation, contract.body_id)
    return Kit(
        contract.id,
        contract.reference,
        contract.title,
        contract.buyer.name,
        company.id,
        company.name,
        body.name,
        follower.name if follower else "",
        follower.email if follower else "",
        contract.starts_on or contract.notified_on,
        contract.ends_on,
        contract.kick_off_on,
        whole(settings_for(contract.body_id, on), "declaration_due_day"),
        [_share(one, on) for one in commitments],
    )


def _share(commitment: Commitment, on: date) -> Share:
    terms = commitment.terms
    return Share(
        f"Lot {terms.lot.number}, {terms.lot.title}",
        commitment.minutes_at(max(on, commitment.starts_on or on)),
        commitment.party.label,
        [word.label for word in EligibleCategory if word.value in terms.categories],
        [word.label for word in Modality if word.value in terms.modalities],
        terms.reporting_period,
        terms.source,
    )


def reached(company_id: int) -> Contact | None:
    """Who receives the kit: the first contact that has an address."""
    company = db.session.get_one(Organisation, company_id)
    return next((one for one in company.contacts if one.email), None)


def send(contract: Contract, kit: Kit) -> Contact | None:
    """Post the kit to the company's first contact and tell it; None when nobody can be reached. The same
    day's kit is sent once. The caller commits."""
    contact = reached(kit.company_id)
    if contact is None:
        return None
    subject, text = mail_of(kit)
    key = f"kit of contract {kit.contract_id} for {kit.company_id}: {text}"
    post(
        KIND, contact.email, subject, text, organisation_id=kit.company_id, body_id=contract.body_id, key=key
    )
    company = db.session.get_one(Organisation, kit.company_id)
    tell(contract, ExchangeKind.MAIL, "Kit de démarrage envoyé.", organisation=company, buyer_sees=True)
    return contact
