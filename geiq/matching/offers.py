"""What the matching offers to the home page, to a contract and to a company."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, COMPANY_ROLES, Asker
from facilitator.feature import Alert, Link
from facilitator.formats import plural
from geiq.matching.list_queries import count, find_requests


def alerts(asker: Asker) -> Iterator[Alert]:
    """Needs for which nobody is proposed (to the body), answers still to give (to the company)."""
    if asker.role in BODY_ROLES:
        alone = count(find_requests(asker, {"reponse": "a-proposer"}))
        if alone:
            said = plural(alone, "besoin de recrutement sans personne proposée", ALONE)
            yield Alert(alone, said, url_for("staffing.index", reponse="a-proposer"))
    if asker.role in COMPANY_ROLES:
        waiting = count(find_requests(asker, {"reponse": "attendue"}))
        if waiting:
            said = plural(waiting, "besoin de recrutement attend votre réponse", WAITING)
            yield Alert(waiting, said, url_for("staffing.index", reponse="attendue"))


ALONE = "besoins de recrutement sans personne proposée"
WAITING = "besoins de recrutement attendent votre réponse"


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """From an organisation's page, what it needs; from a pooling, its agreement as a Word file."""
    if kind == "pooling_agreement" and asker.role in BODY_ROLES:
        yield Link("Convention en .docx", url_for("pooled_jobs.document", agreement_id=thing_id))
    if kind == "pooling" and asker.role in BODY_ROLES:
        yield Link("Répartir un emploi", url_for("pooled_jobs.create"))
    if kind != "organisation" or asker.role not in BODY_ROLES:
        return
    asked = count(find_requests(asker, {"entreprise": str(thing_id)}))
    if asked:
        label = plural(asked, "besoin de recrutement", "besoins de recrutement")
        yield Link(label, url_for("staffing.index", entreprise=thing_id))
