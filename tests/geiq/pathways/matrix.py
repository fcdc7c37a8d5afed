"""Access to the schemes and to the pathways. The world's users follow nobody: its partner does.

What only whoever follows may open is thus open to the partner alone here; `test_knowing.py` proves the users'
own following.
"""

from typing import Any

from facilitator.clock import now
from geiq.pathways.models import Pathway
from geiq.pathways.scheme_models import SupportScheme
from tests.clauses.contracts.matrix import as_csv
from tests.factories import make_user
from tests.factories_hours import make_participant
from tests.factories_pathways import (
    fill_with,
    make_follower,
    make_funding,
    make_glass,
    make_offer,
    make_page,
    make_pathway,
    make_scheme,
)
from tests.matrix import BODY, HEADS, PARTNERS, PUBLIC, Corner, Line

READERS = BODY | PARTNERS
FOLLOWERS = {"GET": PARTNERS, "POST": PARTNERS}
ENTRUSTING = {"GET": HEADS, "POST": HEADS}


def described(corner: Corner) -> SupportScheme:
    """A scheme that the corner's partner leads."""
    scheme = make_scheme(corner.body, name=f"{corner.canary} {corner.relation}", lead_id=corner.partner.id)
    scheme.archived_on = corner.archived_on
    make_funding(scheme, funder=corner.canary)
    return scheme


def scheme(corner: Corner) -> dict[str, Any]:
    """A scheme."""
    row = make_scheme(corner.body, lead_id=corner.partner.id, publics=corner.canary)
    row.archived_on = corner.archived_on
    return {"scheme_id": row.id}


def money(corner: Corner) -> dict[str, Any]:
    """A file of its money."""
    return scheme(corner) | {"ending": "csv"}


def sort(corner: Corner) -> dict[str, Any]:
    """A sort of part."""
    return scheme(corner) | {"word": "offres"}


def part(corner: Corner) -> dict[str, Any]:
    """An offer."""
    row = make_scheme(corner.body, lead_id=corner.partner.id)
    offer = make_offer(row, title=corner.canary)
    return {"scheme_id": row.id, "word": "offres", "part_id": offer.id}


def followed(corner: Corner) -> Pathway:
    """A pathway that the corner's partner follows."""
    person = make_participant(corner.body, family_name=corner.canary, given_name="Camille")
    row = make_pathway(
        make_scheme(corner.body), participant=person, body_id=corner.body.id, organisation=corner.partner
    )
    make_follower(row, make_user(name=f"{corner.canary} suivi"))
    return row


def pathway(corner: Corner) -> dict[str, Any]:
    """A pathway that holds the corner's word everywhere."""
    row = followed(corner)
    fill_with(row, corner.canary)
    return {"pathway_id": row.id}


def barrier(corner: Corner) -> dict[str, Any]:
    """A barrier."""
    row = followed(corner)
    return {"pathway_id": row.id, "barrier_id": fill_with(row, corner.canary)["barrier_id"]}


def step(corner: Corner) -> dict[str, Any]:
    """A step."""
    row = followed(corner)
    return {"pathway_id": row.id, "step_id": fill_with(row, corner.canary)["step_id"]}


def follower(corner: Corner) -> dict[str, Any]:
    """Somebody who follows."""
    row = followed(corner)
    return {"pathway_id": row.id, "follower_id": row.followers[0].id}


def person(corner: Corner) -> dict[str, Any]:
    """Somebody who may enter a scheme that her referrer, the corner's partner, leads."""
    make_scheme(corner.body, lead_id=corner.partner.id)
    row = make_participant(corner.body, family_name=corner.canary, referrer_id=corner.partner.id)
    return {"participant_id": row.id}


def follower_person(corner: Corner) -> dict[str, Any]:
    """Somebody whom the corner's partner follows, with a step to come."""
    row = followed(corner)
    fill_with(row, corner.canary)
    return {"participant_id": row.participant_id}


def glass(corner: Corner) -> dict[str, Any]:
    """A reading with a reason."""
    return {"glass_id": make_glass(followed(corner), make_user(name=corner.canary), at=now()).id}


def page_pointer(corner: Corner) -> dict[str, Any]:
    """The address of the page of somebody."""
    return {"pointer": make_page(followed(corner))[0]}


LINES = (
    Line("schemes.index", READERS),
    Line("schemes.index_file", READERS, as_csv, client=READERS, other=READERS),
    Line("schemes.show", READERS, scheme),
    Line("schemes.money_file", READERS, money),
    Line("schemes.create", BODY),
    Line("schemes.edit", BODY, scheme),
    Line("schemes.exits", BODY, scheme),
    Line("schemes.archive", BODY, scheme),
    Line("scheme_parts.add", BODY, sort),
    Line("scheme_parts.edit", BODY, part),
    Line("scheme_parts.remove", BODY, part),
    Line("pathways.index", READERS),
    Line("pathways.index_file", READERS, as_csv, client=READERS, other=READERS),
    Line("pathways.show", READERS, pathway),
    Line("pathways.create", READERS, person),
    Line("pathway_steps.move", READERS, pathway, methods=FOLLOWERS),
    Line("pathway_steps.prolong", READERS, pathway, methods=FOLLOWERS),
    Line("pathway_steps.leave", READERS, pathway, methods=FOLLOWERS),
    Line("pathway_steps.entrust", BODY, pathway, methods=ENTRUSTING),
    Line("pathway_steps.stop", BODY, follower, methods=ENTRUSTING),
    Line("care.assessment", READERS, pathway, methods=FOLLOWERS),
    Line("care.compare", READERS, pathway, methods=FOLLOWERS),
    Line("care.barrier", READERS, pathway, methods=FOLLOWERS),
    Line("care.edit_barrier", READERS, barrier, methods=FOLLOWERS),
    Line("care.take_barrier", READERS, barrier, methods=FOLLOWERS),
    Line("care.add_step", READERS, pathway, methods=FOLLOWERS),
    Line("care.edit_step", READERS, step, methods=FOLLOWERS),
    Line("care.take_step", READERS, step, methods=FOLLOWERS),
    Line("care.finish", READERS, step, methods=FOLLOWERS),
    Line("care.calendar", READERS, step, methods=FOLLOWERS),
    Line("care.to_do", READERS),
    Line("care.to_do_file", READERS, as_csv, client=READERS, other=READERS),
    Line("slip.show", READERS, follower_person),
    Line("slip.paper", READERS, follower_person),
    Line("page_links.make", READERS, pathway, methods=FOLLOWERS),
    Line("page_links.paper", READERS, pathway, methods=FOLLOWERS),
    Line("page_links.send_address", READERS, pathway, methods=FOLLOWERS),
    Line("page_links.cancel", READERS, pathway, methods={"GET": HEADS | PARTNERS, "POST": HEADS | PARTNERS}),
    Line("own_page.show", PUBLIC, page_pointer),
    Line("own_page.enter", PUBLIC, page_pointer, data={"code": "000000"}),
    Line("own_page.leave", PUBLIC, page_pointer),
    Line("glass.ask", BODY, pathway),
    Line("glass.index", HEADS),
    Line("glass.index_file", HEADS, as_csv, client=HEADS, other=HEADS),
    Line("glass.read", HEADS, glass, methods={"POST": HEADS}),
)
