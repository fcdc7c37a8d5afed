"""The slip of a person, to be printed or shown: one page, in her language beside French."""

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from clauses.people.participants.models import Participant
from facilitator.access import allow, current_asker
from facilitator.languages.rules import Tongue, tongue_of
from geiq.pathways.pages import READERS, trail
from geiq.pathways.slip.pdf import pdf_of
from geiq.pathways.slip.queries import person_of, readable, slip_of
from geiq.pathways.slip.rules import parts_of

bp = Blueprint("slip", __name__, url_prefix="/parcours/fiche")


def asked_tongue() -> Tongue:
    """The language that the address asks for; French for none, or for one that is not spoken here."""
    return tongue_of(request.args.get("langue"))


def own_person(participant_id: int) -> Participant:
    """A person whom the asker may see or follows, or 404."""
    return person_of(current_asker(), participant_id) or abort(404)


@bp.get("/<int:participant_id>.pdf")
@allow(*READERS)
def paper(participant_id: int) -> ResponseReturnValue:
    """The same as a PDF."""
    asker, person, tongue = current_asker(), own_person(participant_id), asked_tongue()
    parts = parts_of(slip_of(person, readable(asker, person)), tongue)
    body = pdf_of(parts, tongue, asker.organisation_name)
    headers = {"Content-Disposition": f'attachment; filename="fiche-{person.id}-{tongue.value}.pdf"'}
    return Response(body, content_type="application/pdf", headers=headers)


@bp.get("/<int:participant_id>")
@allow(*READERS)
def show(participant_id: int) -> ResponseReturnValue:
    """Hours done, next step, whom to call. The next step is there for whoever may read the pathway."""
    person, tongue = own_person(participant_id), asked_tongue()
    pathways = readable(current_asker(), person)
    return render_template(
        "geiq/pathways/slip/show.html",
        person=person,
        tongue=tongue,
        tongues=list(Tongue),
        parts=parts_of(slip_of(person, pathways), tongue),
        pathways=pathways,
        trail=trail(pathways[0] if pathways else None),
    )
