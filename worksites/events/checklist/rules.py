"""The checklist: what each kind of event wants done, so many days before or after it.

The usual lists are a choice of the tool, after what organisers publish: companies asked six weeks before
(Bourg-en-Bresse, 2019: 350 companies asked for 50 that came), guests three weeks before, reminders two days
before (rdv-insertion), results asked within two working days (Brazen). Each list is then the organiser's.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from facilitator.words import RuleBroken
from worksites.events.rules import EventKind

FARTHEST = 730
"""Days before or after the event."""


@dataclass(frozen=True)
class UsualTask:
    """Something to do so many days before the event (after it, below zero)."""

    label: str
    days_before: int


COMMON = (
    UsualTask("Réserver le lieu et vérifier son accès en fauteuil roulant", 42),
    UsualTask("Inviter les candidats par les prescripteurs et les listes", 21),
    UsualTask("Relancer les invités qui n’ont pas répondu", 7),
    UsualTask("Imprimer la liste de présence", 1),
    UsualTask("Pointer les présences qui manquent", -1),
    UsualTask("Demander aux entreprises la suite donnée à chaque rencontre", -2),
)
OF_KIND = {
    EventKind.JOB_DATING: (
        UsualTask("Inviter les entreprises et demander leurs postes", 42),
        UsualTask("Préparer les candidats : CV, présentation, questions", 5),
        UsualTask("Établir les tours de rencontres", 2),
    ),
    EventKind.JOB_FAIR: (
        UsualTask("Inviter les entreprises et demander leurs postes", 56),
        UsualTask("Attribuer les stands", 10),
    ),
    EventKind.INFORMATION: (UsualTask("Caler l’intervention de l’organisme de formation", 21),),
    EventKind.DISCOVERY: (
        UsualTask("Choisir les métiers montrés avec les entreprises et le GEIQ", 35),
        UsualTask("Demander l’accord de sécurité du chantier ou de l’atelier", 21),
        UsualTask("Prévoir casques, gilets et chaussures à la pointure de chacun", 7),
    ),
    EventKind.SITE_VISIT: (
        UsualTask("Demander l’accord du maître d’ouvrage et du coordonnateur sécurité", 28),
        UsualTask("Prévoir casques, gilets et chaussures à la pointure de chacun", 7),
    ),
    EventKind.COMPANY_VISIT: (UsualTask("Convenir du parcours et de l’accueil avec l’entreprise", 21),),
    EventKind.SEMINAR: (
        UsualTask("Convenir de chaque étape avec la structure qui accueille", 42),
        UsualTask("Réserver le car et le repas", 28),
    ),
}


def default_tasks(kind: EventKind) -> list[UsualTask]:
    """The usual checklist of a kind, the first thing to do first."""
    return sorted((*COMMON, *OF_KIND[kind]), key=lambda task: -task.days_before)


def tasks_left(kind: EventKind, event_day: date, today: date) -> list[UsualTask]:
    """The usual checklist of an event planned today: what should have begun before is to be done today."""
    left = max((event_day - today).days, 0)
    return [UsualTask(one.label, min(one.days_before, left)) for one in default_tasks(kind)]


def due_on(event_day: date, days_before: int) -> date:
    """The day by which a task is due."""
    return event_day - timedelta(days=days_before)


def is_late(event_day: date, days_before: int, done_on: date | None, today: date) -> bool:
    """Whether a task is still to do past its day."""
    return done_on is None and due_on(event_day, days_before) < today


def said_when(days_before: int) -> str:
    """`21 jours avant`, `le jour même`, `2 jours après`."""
    if days_before == 0:
        return "le jour même"
    count, side = abs(days_before), "avant" if days_before > 0 else "après"
    return f"{count}\u00a0jour{'s' if count > 1 else ''} {side}"


def check_days(days_before: int) -> None:
    """Refuse what is further than two years away. Raises `RuleBroken` on `days`."""
    if abs(days_before) > FARTHEST:
        raise RuleBroken("Au plus deux ans avant ou après l’événement.", "days")
