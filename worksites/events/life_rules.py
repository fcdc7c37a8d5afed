"""The life of an event: prepared, announced, held or cancelled; what it wants before it is announced."""

from dataclasses import dataclass
from datetime import datetime

from facilitator.formats import instant
from facilitator.words import RuleBroken
from worksites.events.rules import EventKind, EventState

OPEN = frozenset({EventState.PREPARED, EventState.ANNOUNCED})
"""It may still change."""
NEXT = {
    EventState.PREPARED: (EventState.ANNOUNCED, EventState.CANCELLED),
    EventState.ANNOUNCED: (EventState.HELD, EventState.CANCELLED),
    EventState.HELD: (),
    EventState.CANCELLED: (),
}
FOR_TRADES = frozenset({EventKind.JOB_DATING, EventKind.DISCOVERY})
"""Kinds that mean nothing without a trade."""
IN_PARTS = {
    EventKind.SEMINAR: (2, "Ajoutez au moins deux étapes à la journée."),
    EventKind.DISCOVERY: (1, "Dites ce que l’on verra : un métier montré, une visite ou un essai."),
}
"""Kinds whose day is told in parts: how many at least, and what is asked."""


@dataclass(frozen=True)
class EventFacts:
    """What the life of an event looks at."""

    kind: EventKind
    state: EventState
    starts_at: datetime
    ends_at: datetime
    has_place: bool = False
    parts: int = 0
    trades: int = 0
    organisers: int = 0
    told: str = ""
    step_free_known: bool = False
    has_limit: bool = False
    companies: int = 0


def check_open(state: EventState) -> None:
    """What is held or cancelled keeps what it was. Raises `RuleBroken`."""
    if state not in OPEN:
        raise RuleBroken(f"Cet événement est « {state.label} » : il ne se modifie plus.")


def missing_to_announce(facts: EventFacts, now: datetime) -> list[str]:
    """What must be there before guests are told, in French sentences; empty when nothing lacks."""
    found = []
    if facts.starts_at <= now:
        found.append(f"Choisissez une date à venir : il commençait le {instant(facts.starts_at)}.")
    if not facts.has_place:
        found.append("Choisissez un lieu ou un chantier.")
    if facts.kind in FOR_TRADES and not facts.trades:
        found.append("Indiquez au moins un métier.")
    least, asked = IN_PARTS.get(facts.kind, (0, ""))
    if facts.parts < least:
        found.append(asked)
    if not facts.organisers:
        found.append("Désignez au moins un organisateur.")
    return found


def better_before(facts: EventFacts) -> list[str]:
    """What would be better there, without holding anything back."""
    found = []
    if not facts.told:
        found.append("Écrivez ce que les invités liront.")
    if facts.has_place and not facts.step_free_known:
        found.append("Vérifiez si le lieu est accessible en fauteuil roulant.")
    if not facts.has_limit:
        found.append("Sans places ni créneaux, le nombre de candidats n’est pas limité.")
    if facts.kind is EventKind.JOB_DATING and not facts.companies:
        found.append("Ajoutez les entreprises et leurs postes.")
    return found


def check_step(facts: EventFacts, after: EventState, reason: str, now: datetime) -> None:
    """Refuse a state that cannot follow, or comes before what it needs. Raises `RuleBroken`."""
    if after not in NEXT[facts.state]:
        raise RuleBroken(f"« {after.label} » ne suit pas « {facts.state.label} ».")
    if after is EventState.CANCELLED and not reason.strip():
        raise RuleBroken("Dites pourquoi : les invités le liront.", "reason")
    if after is EventState.HELD and now < facts.starts_at:
        raise RuleBroken(f"Il commence le {instant(facts.starts_at)} : il n’est pas encore tenu.")
    if after is EventState.ANNOUNCED and (lacking := missing_to_announce(facts, now)):
        raise RuleBroken(f"Avant de l’annoncer : {' '.join(lacking)}")
