"""What the cohorts offer to the search box and to the page of a person."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import Asker
from facilitator.feature import Hit, Link
from facilitator.formats import plural
from facilitator.search import find
from geiq.cohorts.models import Cohort
from geiq.cohorts.pages import READERS
from geiq.cohorts.person_queries import cohorts_with
from geiq.cohorts.queries import cohorts_of
from geiq.cohorts.rules import SHORT

MOST_HITS = 8


def hits(asker: Asker, text: str) -> Iterator[Hit]:
    """The cohorts that the search box finds, inside what the asker may see."""
    if asker.role not in READERS:
        return
    for one in find(cohorts_of(asker), Cohort, text, MOST_HITS):
        context = f"{SHORT[one.kind]}, {one.stage.label}"
        yield Hit("Cohorte", one.name, context, url_for("cohorts.show", cohort_id=one.id))


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """On a person's page: her cohorts, as far as the asker may see them."""
    if kind != "participant" or asker.role not in READERS:
        return
    found = cohorts_with(asker, thing_id)
    if len(found) == 1:
        yield Link("Sa cohorte", url_for("cohorts.show", cohort_id=found[0]))
    elif found:
        yield Link(plural(len(found), "cohorte"), url_for("cohorts.index", personne=thing_id))
