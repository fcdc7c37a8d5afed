"""What is done when hours are missing: actions with their day, candidates offered and the answers."""

from dataclasses import dataclass
from datetime import date

from clauses.compliance.schedule.calendar_rules import add_working_days
from facilitator.formats import day, plural
from facilitator.words import RuleBroken, Word

TEXT_AT_MOST = 500
MOST_PEOPLE = 200


class Actor(Word):
    """Who must act."""

    COMPANY = "company", "L’entreprise"
    FACILITATOR = "facilitator", "Le facilitateur"
    BUYER = "buyer", "L’acheteur"


class ActionState(Word):
    """Where a recovery action stands."""

    PLANNED = "planned", "À faire"
    DONE = "done", "Faite"
    DROPPED = "dropped", "Abandonnée"


class RefusalReason(Word):
    """Why a company did not take the candidates."""

    SKILLS = "skills", "Le profil ne correspond pas au poste"
    NO_NEED = "no_need", "Pas de besoin à cette date"
    ABSENT = "absent", "Les candidats ne sont pas venus"
    GAVE_UP = "gave_up", "Les candidats ont renoncé"
    TRAVEL = "travel", "Le chantier est trop loin ou les horaires impossibles"
    FILLED = "filled", "Le poste est déjà pourvu"
    OTHER = "other", "Autre raison"


class Answered(Word):
    """What a company made of an offer, as a reader sees it."""

    WAITING = "waiting", "Réponse attendue"
    SILENT = "silent", "Sans réponse"
    ACCEPTED = "accepted", "Acceptée"
    PARTLY = "partly", "Acceptée en partie"
    REFUSED = "refused", "Refusée"


TONES = {
    ActionState.PLANNED: "info",
    ActionState.DONE: "good",
    ActionState.DROPPED: "neutral",
    Answered.WAITING: "info",
    Answered.SILENT: "warn",
    Answered.ACCEPTED: "good",
    Answered.PARTLY: "info",
    Answered.REFUSED: "bad",
}


def check_action(what: str, due_on: date, today: date, is_new: bool) -> None:
    """Refuse an action that says nothing, or is planned for a day already past."""
    if not what.strip():
        raise RuleBroken("Dites ce qui sera fait.", "what")
    if is_new and due_on < today:
        raise RuleBroken("Choisissez aujourd’hui ou un jour à venir.", "due_on")


def check_people(people: int, trade: str) -> None:
    """Refuse a figure that is not one of candidates, or a trade that is not said."""
    if not 1 <= people <= MOST_PEOPLE:
        raise RuleBroken(f"Indiquez de 1 à {MOST_PEOPLE} personnes.", "people")
    if not trade.strip():
        raise RuleBroken("Indiquez le métier, par exemple « maçon VRD ».", "trade")


@dataclass(frozen=True)
class Reply:
    """What a company answers: how many are taken, how many are not, why."""

    accepted: int
    refused: int
    reason: RefusalReason | None = None
    remark: str = ""

    def check(self, people: int) -> None:
        """Refuse an answer that does not add up; raises `RuleBroken` on its field."""
        if self.accepted < 0 or self.refused < 0 or self.accepted + self.refused == 0:
            raise RuleBroken("Indiquez combien de personnes vous retenez, et combien non.", "taken")
        if self.accepted + self.refused > people:
            raise RuleBroken(f"L’offre porte sur {plural(people, 'personne')}.", "taken")
        if self.refused and self.reason is None:
            raise RuleBroken("Dites pourquoi : la raison reste au dossier, sans aucun nom.", "reason")
        if self.reason is RefusalReason.OTHER and not self.remark.strip():
            raise RuleBroken("Précisez la raison en quelques mots.", "remark")


@dataclass(frozen=True)
class Offer:
    """An offer of candidates as the rules read it; `asked_on` when it answers a request."""

    offered_on: date
    people: int
    asked_on: date | None = None
    accepted: int | None = None
    refused: int | None = None
    answered_on: date | None = None
    reason: RefusalReason | None = None

    def state(self, on: date, answer_days: int) -> Answered:
        """What became of it; silent once so many working days have passed without an answer."""
        if self.answered_on is None:
            late = on > add_working_days(self.offered_on, answer_days)
            return Answered.SILENT if late else Answered.WAITING
        if not self.accepted:
            return Answered.REFUSED
        return Answered.ACCEPTED if self.accepted >= self.people else Answered.PARTLY


def offered_sentence(people: int, trade: str) -> str:
    """`2 candidats proposés : maçon VRD.`"""
    return f"{plural(people, 'candidat proposé', 'candidats proposés')} : {trade}."


def answered_sentence(reply: Reply) -> str:
    """`1 retenu, 1 non retenu (Le profil ne correspond pas au poste).`"""
    said = [plural(reply.accepted, "candidat retenu", "candidats retenus")] if reply.accepted else []
    if reply.refused:
        why = f" ({reply.reason.label.lower()})" if reply.reason else ""
        said.append(plural(reply.refused, "candidat non retenu", "candidats non retenus") + why)
    return f"{', '.join(said)}."


def planned_sentence(what: str, actor: Actor, due_on: date) -> str:
    """`À faire avant le 3 mars 2027, par l’entreprise : recruter deux maçons.`"""
    who = actor.label[0].lower() + actor.label[1:]
    return f"À faire avant le {day(due_on)}, par {who} : {what}"
