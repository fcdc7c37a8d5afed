"""The thread of a person on one page; the flow of a cohort, each number of which opens its list."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.people.participants.pages import own_person
from clauses.people.participants.pages import trail as person_trail
from clauses.people.readings.queries import opened
from facilitator.access import BODY_ROLES, Role, allow, current_asker
from facilitator.exchange.listing import Listing
from facilitator.exchange.views import download
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.pages import own_cohort
from geiq.cohorts.pages import trail as cohort_trail
from geiq.thread.exports import MOMENTS, PEOPLE
from geiq.thread.flow_rules import Passage, Picture, in_a_sentence, matches, outcomes, picture
from geiq.thread.offers import reads_flow
from geiq.thread.queries import Links, moments_of, operations_named, passages_of, people_of
from geiq.thread.rules import Moment, in_order

bp = Blueprint("thread", __name__, url_prefix="/fil")
EDITORS = tuple(sorted(BODY_ROLES))
WATCHERS = (*EDITORS, Role.PARTNER)


def links() -> Links:
    """Where each kind of thing of a thread is seen."""
    return {
        "cohort": url_for("cohorts.show", cohort_id=0).replace("0", "{}"),
        "staffing": url_for("staffing.show", request_id=0).replace("0", "{}"),
        "employment": url_for("employments.show", employment_id=0).replace("0", "{}"),
        "contract": url_for("contracts.show", contract_id=0).replace("0", "{}"),
    }


def moments(participant_id: int) -> list[Moment]:
    """A person's thread, in order."""
    return in_order(moments_of(participant_id, links()))


@bp.get("/personne/<int:participant_id>")
@allow(*EDITORS)
def person(participant_id: int) -> ResponseReturnValue:
    """All that happened to a person, from candidate to exit."""
    row = own_person(participant_id)
    opened(current_asker(), row)
    return render_template(
        "geiq/thread/person.html",
        person=row,
        moments=moments(row.id),
        columns=MOMENTS,
        trail=person_trail(row),
    )


@bp.get("/personne/<int:participant_id>/export.<ending>")
@allow(*EDITORS)
def person_file(participant_id: int, ending: str) -> ResponseReturnValue:
    """The same thread as a file."""
    row = own_person(participant_id)
    opened(current_asker(), row)
    listing = Listing.read(request.path, request.args, (), MOMENTS)
    return download(ending, "Fil d’une personne", MOMENTS, moments(row.id), listing)


@dataclass(frozen=True)
class Flowing:
    """What the flow of a cohort is made of."""

    cohort: Cohort
    passages: list[Passage]
    operations: dict[int, str]

    @property
    def picture(self) -> Picture:
        """The drawing."""
        return picture(self.passages, self.operations)


def flowing(cohort_id: int) -> Flowing:
    """The flow of the asker's cohort, or 404."""
    cohort = own_cohort(cohort_id)
    passages = passages_of(cohort.id)
    named = operations_named({key for one in passages for key in one.minutes})
    return Flowing(cohort, passages, named)


@bp.get("/cohorte/<int:cohort_id>")
@allow(*WATCHERS)
def cohort(cohort_id: int) -> ResponseReturnValue:
    """The flow of a cohort, drawn and as a table. Its provider and its GEIQ read the numbers, not the people
    behind; a referrer, who knows its own people alone, reads neither."""
    found, asker = flowing(cohort_id), current_asker()
    if not reads_flow(asker, cohort_id):
        abort(404)
    return render_template(
        "geiq/thread/cohort.html",
        cohort=found.cohort,
        told=in_a_sentence(found.passages, found.operations),
        picture=found.picture if found.passages else None,
        outcomes=outcomes(found.passages),
        body=asker.role in BODY_ROLES,
        trail=cohort_trail(found.cohort),
    )


@dataclass(frozen=True)
class Behind:
    """A person behind a number."""

    row: Enrolment
    minutes: int


@bp.get("/cohorte/<int:cohort_id>/personnes/<key>")
@allow(*EDITORS)
def behind(cohort_id: int, key: str) -> ResponseReturnValue:
    """The people behind one number of the flow."""
    found = flowing(cohort_id)
    node = next((one for one in found.picture.nodes if one.key == key), None) or abort(404)
    shown = {"cohort": found.cohort, "node": node, "rows": _behind(found, key), "columns": PEOPLE}
    return render_template("geiq/thread/behind.html", trail=cohort_trail(found.cohort), **shown)


@bp.get("/cohorte/<int:cohort_id>/personnes/<key>/export.<ending>")
@allow(*EDITORS)
def behind_file(cohort_id: int, key: str, ending: str) -> ResponseReturnValue:
    """The same people as a file."""
    listing = Listing.read(request.path, request.args, (), PEOPLE)
    return download(ending, "Personnes d’une cohorte", PEOPLE, _behind(flowing(cohort_id), key), listing)


def _behind(found: Flowing, key: str) -> list[Behind]:
    done = {one.enrolment_id: one.total for one in found.passages if matches(one, key)}
    return [Behind(row, done[row.id]) for row in people_of(done)]
