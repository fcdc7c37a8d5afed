"""The plain facts of a contract that its texts say."""

from datetime import date

from clauses.contracts.models import ClauseTerms, Contract, Lot
from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.queries import settings_for
from clauses.parameters.rules import whole_of
from clauses.texts.pack.rules import ClauseFacts, PackFacts
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.db import db


def pack_facts(contract: Contract, day: date) -> PackFacts:
    """What the texts of a contract say, from its clauses, its buyer and whoever follows it."""
    body = db.session.get_one(Organisation, contract.body_id)
    contact = body.contacts[0] if body.contacts else None
    follower = contract.followed_by
    return PackFacts(
        reference=one_line(contract.reference),
        title=one_line(contract.title),
        nature=contract.nature,
        form=contract.form,
        buyer=one_line(contract.buyer.name),
        day=day,
        clauses=[clause_facts(terms) for terms in contract.terms],
        months=contract.duration_months,
        place=one_line(contract.place),
        cpv=contract.cpv,
        buyer_siret=contract.buyer.siret or "",
        body=one_line(body.name),
        facilitator=one_line(follower.name if follower else contact.name if contact else body.name),
        email=follower.email if follower else contact.email if contact else "",
        phone=contact.phone if contact else "",
    )


def clause_facts(terms: ClauseTerms) -> ClauseFacts:
    """What the texts say of one clause."""
    contract = terms.lot.contract
    return ClauseFacts(
        key=terms.id,
        lot=lot_text(terms.lot),
        kind=terms.kind,
        form=contract.form,
        minutes=terms.minutes,
        months=contract.duration_months,
        by_orders=bool(terms.by_orders),
        tranche=one_line(terms.tranche.title) if terms.tranche else "",
        categories=terms.categories,
        modalities=terms.modalities,
        period=terms.reporting_period,
        pooling=terms.pooling_allowed,
        reserved_share=terms.reserved_share,
        weight=terms.criterion_weight,
        window_months=terms.own_window_months or usual_months(contract.body_id),
        penalties=[penalty.line for penalty in terms.penalties],
    )


def usual_months(body_id: int) -> int:
    """How long a person counts where the clause does not say it: the body's setting of today."""
    return whole_of(settings_for(body_id, today()).of(CATALOGUE["eligibility_months"]))


def lot_text(lot: Lot) -> str:
    """`Lot 2 : Gros œuvre`; a contract that is not divided says « Marché »."""
    if len(lot.contract.lots) == 1:
        return "Marché"
    return one_line(f"Lot {lot.number} : {lot.title}")


def one_line(text: str) -> str:
    """Text without control characters nor line breaks."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
