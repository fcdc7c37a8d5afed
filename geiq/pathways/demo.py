"""The three schemes as they were published, and a few invented pathways on people of the demonstration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from clauses.people.abilities.rules import FrenchLevel
from clauses.people.demonstration.deciding import morning
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.accounts.demonstration.demo import named
from facilitator.accounts.demonstration.queries import acting
from facilitator.accounts.models import User
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural
from geiq.pathways import demo_schemes as told
from geiq.pathways.care.queries import assess, put_step, say_barrier
from geiq.pathways.course.record_queries import begin, change_phase, end
from geiq.pathways.models import Pathway
from geiq.pathways.rules import BarrierKind, BarrierState, Education, PathwayExit, Phase
from geiq.pathways.scheme_models import (
    SchemeFigure,
    SchemeFunding,
    SchemeOffer,
    SchemePartner,
    SchemePost,
    SupportScheme,
)
from geiq.pathways.schemes.queries import SchemePart, create_scheme, put_part

PARTS_OF: dict[str, type[SchemePart]] = {
    "offers": SchemeOffer,
    "fundings": SchemeFunding,
    "partners": SchemePartner,
    "team": SchemePost,
    "figures": SchemeFigure,
}
UNSAID = timedelta(days=545)
"""How long a pathway is planned here in a scheme that says nothing of it."""
Steps = Sequence[tuple[int, str, str, str]]


@dataclass(frozen=True)
class Story:
    """An invented pathway: in which scheme, since how many days, its phase, its barriers, its steps.

    `steps`: days from today, hour, what, where. `left`: how and how many days ago it ended.
    """

    scheme: str
    ago: int
    french: FrenchLevel
    project: str
    trade: str
    in_job: int = 0
    barriers: Mapping[BarrierKind, BarrierState] | None = None
    steps: Steps = ()
    left: tuple[PathwayExit, int] | None = None
    by_partner: bool = False


STORIES = (
    Story(
        "pietra", 140, FrenchLevel.A2, "Travailler sur les routes, comme avant", "Maçon VRD",
        barriers={BarrierKind.MOBILITY: BarrierState.IN_HAND, BarrierKind.LANGUAGE: BarrierState.FOUND},
        steps=(
            (-12, "09:00", "Visiter le chantier InspiRe", "Avenue de la Libération"),
            (9, "14:30", "Rencontrer le GEIQ BTP 63", "Cournon-d’Auvergne"),
        ),
    ),
    Story(
        "pietra", 345, FrenchLevel.B1, "Rester dans l’entreprise", "Façadier", in_job=120,
        barriers={BarrierKind.HOUSING: BarrierState.LIFTED},
        steps=((4, "", "Faire le point avec le tuteur", "Sur le chantier de La Gauthière"),),
    ),
    Story(
        "pietra", 300, FrenchLevel.A2, "Apprendre un métier du bâtiment", "Étancheur", in_job=200,
        left=(PathwayExit.PERMANENT, 100),
    ),
    Story(
        "plie", 210, FrenchLevel.C1, "Reprendre un emploi à temps plein", "Agent d’entretien",
        barriers={BarrierKind.CHILDCARE: BarrierState.IN_HAND, BarrierKind.HEALTH: BarrierState.IN_HAND},
        steps=(
            (-3, "10:00", "Rappeler la crèche", ""),
            (16, "09:30", "Atelier « mon CV »", "Maison du projet"),
        ),
    ),
    Story(
        "plie", 400, FrenchLevel.C2, "Devenir conducteur d’engins", "Conducteur d’engins",
        left=(PathwayExit.GAVE_UP, 150),
    ),
    Story(
        "pietra", 60, FrenchLevel.A1, "Trouver un premier emploi en France", "Aide maçon", by_partner=True,
        barriers={BarrierKind.ADMINISTRATIVE: BarrierState.FOUND},
        steps=((6, "10:00", "Cours de français", "CeCler"),),
    ),
)  # fmt: skip


def build() -> str:
    """The schemes by the facilitator's acts, then the pathways, each at its time."""
    with acting() as asker:
        schemes = {name: _described(asker, **sheet) for name, sheet in told.SCHEMES.items()}
        people = _people(asker, len(STORIES))
        for person, story in zip(people, STORIES, strict=False):
            _lived(asker, schemes[story.scheme], person, story)
        db.session.flush()
    return f"{plural(len(schemes), 'dispositif')}, {plural(len(people), 'parcours', 'parcours')}"


def _described(asker: Asker, lead: str = "", **sheet: Any) -> SupportScheme:
    """A scheme and its parts."""
    parts = {name: sheet.pop(name, ()) for name in PARTS_OF}
    sheet["lead_id"] = named(lead).id if lead else None
    scheme = create_scheme(asker.organisation_id, **sheet)
    for name, model in PARTS_OF.items():
        for part in parts[name]:
            put_part(scheme, model(), part)
    db.session.flush()
    return scheme


def _people(asker: Asker, count: int) -> Sequence[Participant]:
    """Grown-up people of the demonstration, in their order."""
    found = (
        select(Participant)
        .where(
            Participant.body_id == asker.organisation_id,
            Participant.archived_on.is_(None),
            Participant.merged_into_id.is_(None),
        )
        .order_by(Participant.id)
        .limit(count)
    )
    return db.session.scalars(found).all()


def _lived(asker: Asker, scheme: SupportScheme, person: Participant, story: Story) -> None:
    """What happened to one person, each thing on its day."""
    start = today() - timedelta(days=story.ago)
    with told_at(morning(start)):
        pathway = begin(
            scheme, person, asker.user_id, starts_on=start,
            planned_end_on=None if scheme.most_months else start + UNSAID,
            referent=None if story.by_partner else db.session.get_one(User, asker.user_id),
            organisation=named("cecler") if story.by_partner else None,
        )  # fmt: skip
        _seen(asker, pathway, story, start, story.french)
        for kind, state in (story.barriers or {}).items():
            say_barrier(pathway, kind, state, ACTIONS.get(kind, ""))
    if story.in_job:
        on = today() - timedelta(days=story.in_job)
        with told_at(morning(on)):
            change_phase(pathway, Phase.IN_EMPLOYMENT, on, asker.user_id)
            _seen(asker, pathway, story, on, FrenchLevel.B1)
    for days, at, what, where in story.steps:
        due_on = today() + timedelta(days=days)
        put_step(pathway, None, title=what, due_on=due_on, at=at, place=where, contact=CALLED)
    if story.left is not None:
        how, ago = story.left
        on = today() - timedelta(days=ago)
        with told_at(morning(on)):
            end(pathway, how, on, "", asker.user_id)


CALLED = "Lucie Fontanel, 04 65 71 02 14"
"""The facilitator of the demonstration, at a number that the regulator keeps for fiction."""
ACTIONS = {
    BarrierKind.MOBILITY: "Permis B financé, code en cours",
    BarrierKind.HOUSING: "Logement trouvé avec CeCler",
    BarrierKind.CHILDCARE: "Demande de place en crèche",
}


def _seen(asker: Asker, pathway: Pathway, story: Story, on: date, french: FrenchLevel) -> None:
    assess(
        pathway, asker.user_id, made_on=on, project=story.project, trade=story.trade, french=french,
        education=Education.FOREIGN if story.scheme == "pietra" else Education.LEVEL_3,
        experience_months=24, licences=[], reach_km=20,
    )  # fmt: skip


PARTS = (DemoPart("pathways", "Dispositifs et parcours", build),)
