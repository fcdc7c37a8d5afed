"""What the clauses show of themselves in a demonstration: their parts of the territory, the tour."""

from flask import url_for
from sqlalchemy import select

from clauses.contracts.demonstration import demo, published
from clauses.contracts.models import Contract, Lot
from clauses.contracts.queries import contracts_of
from clauses.hours.demonstration import demo as hours
from clauses.people.demonstration import demo as people
from clauses.unfollowed import demo as unfollowed
from facilitator.access import Asker
from facilitator.db import db
from facilitator.feature import Step

PARTS = (*demo.PARTS, *published.PARTS, *unfollowed.PARTS, *people.PARTS, *hours.PARTS)


def latest_text(asker: Asker) -> str:
    """The clause texts of the last contract that has a clause."""
    last = db.session.scalar(
        contracts_of(asker)
        .where(Contract.id.in_(select(Lot.contract_id).join(Lot.terms)))
        .order_by(Contract.id.desc())
        .limit(1)
    )
    return url_for("texts.show", contract_id=last.id) if last else url_for("contracts.index")


STEPS = (
    Step(
        "Importez le fichier de données essentielles de la démonstration",
        lambda _: url_for("opendata.create"),
        ("opendata.confirmed",),
    ),
    Step(
        "Regardez les clauses que personne ne suit",
        lambda _: url_for("unfollowed.index"),
        visits=frozenset({"unfollowed.index"}),
    ),
    Step("Prenez-en une en charge", lambda _: url_for("unfollowed.index"), ("publication.taken_over",)),
    Step("Calibrez les heures d’une clause", lambda _: url_for("sizing.index"), ("sizing.kept",)),
    Step(
        "Imprimez le texte de la clause",
        latest_text,
        visits=frozenset({"texts.download", "texts.download_all"}),
    ),
)
