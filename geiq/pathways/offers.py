"""What the pathways offer to the home page, to the search box and to the page of a person."""

from collections.abc import Iterator

from flask import url_for

from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participant_of
from facilitator.access import BODY_ROLES, Asker, Role
from facilitator.clock import today
from facilitator.db import db
from facilitator.feature import Alert, Hit, Link, Panel
from facilitator.formats import plural
from facilitator.search import find
from facilitator.traces import leaves_trace
from geiq.pathways.care.queries import count_late
from geiq.pathways.course.opening_queries import may_open
from geiq.pathways.course.queries import count_of, find_pathways, pathways_of_person, rows_of
from geiq.pathways.course.rules import PathwayStanding
from geiq.pathways.knowing.queries import followed_by, people_followed, unread
from geiq.pathways.models import Pathway
from geiq.pathways.scheme_models import SupportScheme
from geiq.pathways.schemes.queries import schemes_of

MOST_HITS = 5
READERS = BODY_ROLES | {Role.PARTNER}
ENDS = (
    (
        PathwayStanding.OVERDUE,
        "parcours que vous suivez a dépassé sa fin prévue",
        "parcours que vous suivez ont dépassé leur fin prévue",
    ),
    (
        PathwayStanding.SOON,
        "parcours que vous suivez finit bientôt",
        "parcours que vous suivez finissent bientôt",
    ),
)
"""What is told of an end: how it stands, its sentence for one and for several."""


def alerts(asker: Asker) -> Iterator[Alert]:
    """Readings nobody has looked at, steps whose day is past, pathways that end."""
    if asker.role is Role.HEAD and (count := unread(asker)):
        said = plural(count, "parcours lu sans être suivi", "parcours lus sans être suivis")
        yield Alert(count, said, url_for("glass.index"), True)
    if asker.role not in READERS:
        return
    if count := count_late(asker, today()):
        said = plural(count, "étape de parcours en retard", "étapes de parcours en retard")
        yield Alert(count, said, url_for("care.to_do", retard="oui"), True)
    locked = {"suivi": "moi", "page": "bloquee"}
    if count := count_of(find_pathways(asker, locked, today())):
        one, several = "page d’une personne est bloquée", "pages de personnes sont bloquées"
        sentence = f"{plural(count, one, several)} après cinq codes faux"
        yield Alert(count, sentence, url_for("pathways.index", suivi="moi", page="bloquee"))
    for state, one, several in ENDS:
        asked = {"suivi": "moi", "etat": state.value}
        if count := count_of(find_pathways(asker, asked, today())):
            url = url_for("pathways.index", suivi="moi", etat=state.value)
            yield Alert(count, plural(count, one, several), url, state is PathwayStanding.OVERDUE)


def hits(asker: Asker, text: str) -> Iterator[Hit]:
    """The schemes of the asker, and the pathways that she follows: no other answers to a name."""
    if asker.role not in READERS:
        return
    for scheme in find(schemes_of(asker), SupportScheme, text, MOST_HITS):
        yield Hit("Dispositif", scheme.name, scheme.publics, url_for("schemes.show", scheme_id=scheme.id))
    people = {one.id: one.name for one in find(people_followed(asker), Participant, text, MOST_HITS)}
    mine = followed_by(asker).where(Pathway.participant_id.in_(people), Pathway.ended_on.is_(None))
    for pathway in db.session.scalars(mine.order_by(Pathway.id)):
        url = url_for("pathways.show", pathway_id=pathway.id)
        yield Hit("Parcours", people[pathway.participant_id], pathway.scheme.name, url)


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """Her slip and the entry into a scheme, on the page of a person."""
    if kind == "participant" and asker.role in READERS:
        yield Link("Fiche à lui remettre", url_for("slip.show", participant_id=thing_id))
    if kind == "participant" and asker.role in READERS and may_open(asker, thing_id):
        yield Link("Ouvrir un parcours", url_for("pathways.create", participant_id=thing_id))


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The pathways of a person: that they exist, for whoever may know it."""
    if kind != "participant" or asker.role not in READERS or not leaves_trace(Pathway, Participant, thing_id):
        return
    if participant_of(asker, thing_id) is None:
        return
    rows = rows_of(asker, pathways_of_person(asker, thing_id), today())
    if rows:
        yield Panel("geiq/pathways/course/panel.html", {"rows": rows})
