"""Published contracts for the tests, as the import would have stored them."""

from datetime import date
from decimal import Decimal
from typing import Any

from clauses.contracts.opendata.models import PublishedContract
from clauses.contracts.opendata.reading.shapes import (
    Change,
    Party,
    Record,
    Subcontract,
    digest,
    encode_record,
)
from tests.factories import add, make_siret, numbers


def make_published(department: str = "63", concerned: bool = True, **over: Any) -> PublishedContract:
    """A published works contract of 100,000 euros with a social clause and one holder."""
    number = over.pop("number", None) or f"2026M{next(numbers)}"
    changes = [Change(**one) for one in over.pop("changes", [])]
    values: dict[str, Any] = {
        "buyer": make_siret(),
        "object": "Réfection de la place",
        "cpv": "45000000",
        "months": 12,
        "notified_on": "2026-03-02",
        "amount": 10_000_000,
        "clause": True,
        "holders": [Party(id=make_siret(), name="Travaux Essai")],
    } | over
    record = Record(number=number, changes=changes, **values)
    body = encode_record(record)
    return add(
        PublishedContract(
            key=digest(body),
            content=digest(body),
            versions=1,
            buyer_siret=record.buyer,
            number=number,
            cpv=record.cpv,
            department=department,
            concerned=concerned,
            notified_on=date.fromisoformat(record.notified_on) if record.notified_on else None,
            amount=None if record.amount is None else Decimal(record.amount).scaleb(-2),
            changes=len(changes),
            latest_on="2026-04-01",
            import_id=1,
            changed_import_id=1,
            body=body.decode(),
            notes="[]",
        )
    )


def act_of(siret: str, name: str = "Sous-traitance Essai") -> Subcontract:
    """A subcontracting act."""
    return Subcontract(
        number="1", party=Party(id=siret, name=name), notified_on="2026-05-01", amount=1_000_000
    )
