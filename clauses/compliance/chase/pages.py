"""What the pages of the reminders share: the list as its address asks for it, a company or 404."""

from flask import abort, request, url_for

from clauses.compliance.chase.exports import COLUMNS
from clauses.compliance.chase.line_queries import Told, lines_of, told_of
from clauses.compliance.chase.line_rules import STEPS_LATE, Line, Turn
from clauses.compliance.chase.owing.queries import buyers_declared_for
from clauses.compliance.chase.rules import ChaseStep, What
from clauses.compliance.contacts.rules import ContactState
from facilitator.access import Asker, current_asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.organisations.queries import organisation_live
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing

PART = "clauses/compliance/chase"


def told_today() -> Told:
    """What is read once of the asker's body, whatever the companies looked at after."""
    return told_of(current_asker().organisation_id, today())


def listing_of(asker: Asker) -> Listing:
    """The list as its address asks for it."""
    filters = [
        Filter("q", "Entreprise"),
        Filter.of("suivi", "Suivi par", [("moi", "Moi")]),
        Filter.of("acheteur", "Maître d’ouvrage", buyers_declared_for(asker.organisation_id)),
        Filter.of("tour", "Qui doit agir", [("yours", "Vous"), *Turn.choices()]),
        Filter.of("etape", "Étape atteinte", ChaseStep.choices()),
        Filter.of("retard", "Échéance", [(str(days), label) for days, label in STEPS_LATE]),
        Filter.of("nature", "Ce qu’elle doit", What.choices()),
        Filter.of("contact", "Contact", ContactState.choices()),
    ]
    return Listing.read(url_for("chase.index"), request.args, filters, COLUMNS)


def known(organisation_id: int) -> Organisation:
    """A company that the asker's body works with, or 404."""
    return organisation_live(current_asker(), organisation_id) or abort(404)


def chosen(values: list[str]) -> list[Line]:
    """The lines of the companies that a form names, read now."""
    wanted = {int(one) for one in values if one.isascii() and one.isdecimal() and len(one) < 15}
    return lines_of(current_asker().organisation_id, today(), wanted)
