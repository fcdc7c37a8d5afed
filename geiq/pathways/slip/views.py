"""The slip of a person, to be printed or shown: one page, in her language beside French."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from geiq.pathways.pages import READERS, trail
from geiq.pathways.slip.queries import person_of, readable, slip_of
from geiq.pathways.slip.rules import Tongue, language, parts_of

bp = Blueprint("slip", __name__, url_prefix="/parcours/fiche")


@bp.get("/<int:participant_id>")
@allow(*READERS)
def show(participant_id: int) -> ResponseReturnValue:
    """Hours done, next step, whom to call. The next step is there for whoever may read the pathway."""
    asker = current_asker()
    person = person_of(asker, participant_id) or abort(404)
    asked = request.args.get("langue", "")
    tongue = Tongue(asked) if asked in list(Tongue) else Tongue.FR
    pathways = readable(asker, person)
    return render_template(
        "geiq/pathways/slip/show.html",
        person=person,
        tongue=tongue,
        tongues=list(Tongue),
        language=language(tongue),
        parts=parts_of(slip_of(person, pathways), tongue),
        pathways=pathways,
        trail=trail(pathways[0] if pathways else None),
    )
