"""What the recovery offers to the home page and to the page of a contract."""

from collections.abc import Iterator

from flask import url_for

from clauses.compliance.recovery.exports import ACTIONS, OFFERS
from clauses.compliance.recovery.list_queries import (
    Due,
    action_rows,
    count,
    find_actions,
    find_offers,
    find_unattended,
    offer_rows,
    open_requests,
    standing_on,
    unattended,
)
from clauses.contracts.queries import contract_of
from clauses.contracts.rules import Stage
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Asker, Role
from facilitator.clock import today
from facilitator.feature import Alert, Link, Panel
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """Actions whose day is past, offers that wait for an answer, requests nobody has answered."""
    if asker.role in BODY_ROLES | BUYER_ROLES | COMPANY_ROLES:
        late = count(find_actions(asker, {"etat": Due.LATE.value}, today()))
        if late:
            said = plural(late, "action de rattrapage en retard", "actions de rattrapage en retard")
            yield Alert(late, said, url_for("recovery.index", etat=Due.LATE.value), True)
    if asker.role in COMPANY_ROLES:
        waiting = count(find_offers(asker, {"reponse": "attendue"}))
        if waiting:
            said = plural(
                waiting, "proposition de candidats à répondre", "propositions de candidats à répondre"
            )
            yield Alert(waiting, said, url_for("candidates.index", reponse="attendue"))
    if asker.role in BODY_ROLES:
        alone = count(find_unattended(asker))
        if alone:
            one = "clause en retard ou à surveiller sans action de rattrapage"
            several = "clauses en retard ou à surveiller sans action de rattrapage"
            yield Alert(alone, plural(alone, one, several), url_for("recovery.unattended"))
        asked = len(open_requests(asker))
        if asked:
            said = plural(
                asked, "demande de candidats sans proposition", "demandes de candidats sans proposition"
            )
            yield Alert(asked, said, url_for("candidates.index"))


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The actions of a contract, and the candidates offered to those who may see them."""
    contract = contract_of(asker, thing_id) if kind == "contract" else None
    if contract is None:
        return
    asked, there = {"marche": str(thing_id)}, standing_on(asker, thing_id)
    actions = action_rows(find_actions(asker, asked, today()), today()) if there.actions else []
    offers = offer_rows(find_offers(asker, asked), today()) if there.offers else []
    editor = asker.role in BODY_ROLES and contract.stage is not Stage.CLOSED
    if actions or offers or editor:
        shown = {
            "contract": contract,
            "actions": actions,
            "action_columns": [one for one in ACTIONS if one.heading != "Marché"],
            "offers": offers,
            "offer_columns": [one for one in OFFERS if one.heading != "Marché"],
            "editor": editor,
            "unattended": unattended(asker, thing_id) if editor and there.at_risk else [],
        }
        yield Panel("clauses/compliance/recovery/panel.html", shown)


def links(asker: Asker, kind: str, _thing_id: int) -> Iterator[Link]:
    """The offers that a company has to answer, beside its declarations."""
    if kind == "declaring" and asker.role in (*COMPANY_ROLES, Role.LINK):
        waiting = count(find_offers(asker, {"reponse": "attendue"}))
        if waiting:
            said = plural(
                waiting, "proposition de candidats à répondre", "propositions de candidats à répondre"
            )
            yield Link(said, url_for("candidates.index", reponse="attendue"))
