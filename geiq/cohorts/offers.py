"""What the cohorts offer to the home page, to the search box, to the pages of a person and a programme."""

from collections.abc import Iterator, Mapping

from flask import url_for

from clauses.people.participants.models import Participant
from facilitator.access import BODY_ROLES, Asker, Role
from facilitator.clock import today
from facilitator.feature import Alert, Hit, Link
from facilitator.formats import plural
from facilitator.search import find
from facilitator.traces import leaves_trace
from geiq.cohorts.alert_queries import beginning_short, count_with, told_hires, undecided
from geiq.cohorts.attendance.queries import late_days
from geiq.cohorts.hires.proposed_queries import counts_to_tie
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.pages import READERS
from geiq.cohorts.person_queries import cohorts_with
from geiq.cohorts.queries import cohorts_of
from geiq.cohorts.rules import SHORT

MOST_HITS = 8


def alerts(asker: Asker) -> Iterator[Alert]:
    """Seats that stay empty, attendance not filled, candidates to look at, hires to confirm."""
    if asker.role in BODY_ROLES:
        short = {one.id: empty for one, empty in beginning_short(asker, today())}
        words = (
            "place vide dans une formation qui commence",
            "places vides dans des formations qui commencent",
        )
        yield from _told(short, words, "cohorts.show", urgent=True)
        yield from _told(
            undecided(asker), ("candidat à rencontrer", "candidats à rencontrer"), "enrolments.index"
        )
        yield from _told(
            told_hires(asker), ("embauche à confirmer", "embauches à confirmer"), "enrolments.index"
        )
        yield from _told(
            counts_to_tie(asker), ("embauche à rattacher", "embauches à rattacher"), "cohorts.show"
        )
    if asker.role in {*BODY_ROLES, Role.PARTNER}:
        words = ("demi-journée à émarger", "demi-journées à émarger")
        yield from _told(late_days(asker, today()), words, "attendance.index")


def _told(
    counts: Mapping[int, int], words: tuple[str, str], endpoint: str, urgent: bool = False
) -> Iterator[Alert]:
    """One alert; it leads to the cohort when there is one, to their list otherwise."""
    if counts:
        total = sum(counts.values())
        alone = len(counts) == 1
        url = url_for(endpoint, cohort_id=next(iter(counts))) if alone else url_for("cohorts.index")
        yield Alert(total, plural(total, *words), url, urgent)


def hits(asker: Asker, text: str) -> Iterator[Hit]:
    """The cohorts that the search box finds, inside what the asker may see."""
    if asker.role not in READERS:
        return
    for one in find(cohorts_of(asker), Cohort, text, MOST_HITS):
        context = f"{SHORT[one.kind]}, {one.stage.label}"
        yield Hit("Cohorte", one.name, context, url_for("cohorts.show", cohort_id=one.id))


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """On the pages of a person and of a programme: the cohorts, as far as the asker may see them."""
    if asker.role not in READERS:
        return
    if kind == "operation" and (count := count_with(asker, thing_id)):
        yield Link(plural(count, "cohorte"), url_for("cohorts.index", programme=thing_id))
    enrolled = kind == "participant" and leaves_trace(Enrolment, Participant, thing_id)
    found = cohorts_with(asker, thing_id) if enrolled else []
    if len(found) == 1:
        yield Link("Sa cohorte", url_for("cohorts.show", cohort_id=found[0]))
    elif found:
        yield Link(plural(len(found), "cohorte"), url_for("cohorts.index", personne=thing_id))
