"""The agreement of a pooling as a Word file, filled from what it keeps."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from clauses.hours.pooling.models import PoolingAgreement
from clauses.texts.defaults.documents import build
from clauses.texts.filling.documents import fill
from clauses.texts.pack.queries import one_line
from facilitator.formats import day, percent
from geiq.matching.pooling.letters import AGREEMENT

TITLE = "Convention de globalisation des heures d’insertion"


@cache
def _template() -> bytes:
    return build(TITLE, AGREEMENT)


def agreement_file(agreement: PoolingAgreement, body: str, on: date) -> bytes:
    """The agreement, as a .docx to sign."""
    return fill(_template(), values(agreement, body, on), f"{TITLE} — {agreement.number}")


def values(agreement: PoolingAgreement, body: str, on: date) -> dict[str, Any]:
    """What the agreement says. Nobody's name: it holds for a job, whoever has it."""
    whole = sum(share.weight for share in agreement.shares)
    commitments = [share.commitment for share in agreement.shares]
    return {
        "structure": one_line(body),
        "jour": day(on),
        "numero": agreement.number,
        "intitule": one_line(agreement.title),
        "signee_le": day(agreement.signed_on),
        "debut": day(agreement.starts_on),
        "fin": day(agreement.ends_on) if agreement.ends_on else "",
        "accord": one_line(agreement.reason),
        "parts": [
            {
                "marche": one_line(share.commitment.terms.lot.contract.reference),
                "lot": one_line(share.commitment.terms.lot.number),
                "acheteur": one_line(share.commitment.terms.lot.contract.buyer.name),
                "entreprise": one_line(share.commitment.organisation.name),
                "part": percent(Decimal(share.weight) / whole, 1),
            }
            for share in agreement.shares
        ],
        "acheteurs": sorted({one_line(one.terms.lot.contract.buyer.name) for one in commitments}),
        "entreprises": sorted({one_line(one.organisation.name) for one in commitments}),
    }
