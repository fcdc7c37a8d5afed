"""What sizing and texts add to the page of a contract and of its clauses."""

from collections.abc import Iterator

from flask import url_for

from clauses.sizing.kept.queries import sizings_of_contract
from facilitator.access import BODY_ROLES, BUYER_ROLES, Asker
from facilitator.feature import Link
from facilitator.formats import plural


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """The texts and the kept calculations of a contract; the calculators of a clause."""
    if kind == "contract" and asker.role in BODY_ROLES | BUYER_ROLES:
        yield Link("Textes de la clause", url_for("texts.show", contract_id=thing_id))
    if kind == "contract" and asker.role in BODY_ROLES:
        sizings = sizings_of_contract(asker, thing_id)
        if sizings:
            reference = sizings[0].terms.lot.contract.reference
            label = plural(len(sizings), "calcul enregistré", "calculs enregistrés")
            yield Link(label, url_for("sizing_kept.index", marche=reference))
    if kind == "clause_terms" and asker.role in BODY_ROLES:
        yield Link("Calculer les heures", url_for("sizing.index", clause=thing_id))
