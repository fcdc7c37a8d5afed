"""What the pages of the reminders share: the list as its address asks for it, a company or 404."""

from flask import abort, request, url_for

from clauses.compliance.chase.exports import COLUMNS
from clauses.compliance.chase.line_rules import STEPS_LATE, Line, Turn, matches
from clauses.compliance.chase.queries import lines_of
from clauses.compliance.chase.rules import ChaseStep, What
from clauses.compliance.contacts.rules import ContactState
from facilitator.access import current_asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.organisations.queries import organisation_live
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing
from facilitator.formats import search_key

PART = "clauses/compliance/chase"


def all_lines() -> list[Line]:
    """Every company that owes the asker's body something today."""
    return lines_of(current_asker().organisation_id, today())


def listing_for(lines: list[Line]) -> Listing:
    """The list as its address asks for it; the filters offer what it holds."""
    buyers = {key: name for line in lines for key, name in line.buyers.items()}
    filters = [
        Filter("q", "Entreprise"),
        Filter.of("suivi", "Suivi par", [("moi", "Moi")]),
        Filter.of("acheteur", "Maître d’ouvrage", sorted(buyers.items(), key=lambda one: one[1])),
        Filter.of("tour", "Qui doit agir", [("yours", "Vous"), *Turn.choices()]),
        Filter.of("etape", "Étape atteinte", ChaseStep.choices()),
        Filter.of("retard", "Échéance", [(str(days), label) for days, label in STEPS_LATE]),
        Filter.of("nature", "Ce qu’elle doit", What.choices()),
        Filter.of("contact", "Contact", ContactState.choices()),
    ]
    return Listing.read(url_for("chase.index"), request.args, filters, COLUMNS)


def answering(lines: list[Line], listing: Listing) -> list[Line]:
    """The lines that answer every filter."""
    words = search_key(listing["q"]).split()
    return [
        line
        for line in lines
        if matches(line, listing.values, current_asker().user_id)
        and all(word in search_key(line.name) for word in words)
    ]


def known(organisation_id: int) -> Organisation:
    """A company that the asker's body works with, or 404."""
    return organisation_live(current_asker(), organisation_id) or abort(404)


def chosen(lines: list[Line], values: list[str]) -> list[Line]:
    """The lines that a form names."""
    wanted = {int(one) for one in values if one.isascii() and one.isdecimal() and len(one) < 15}
    return [line for line in lines if line.organisation_id in wanted]
