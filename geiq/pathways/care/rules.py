"""What may be written of a person, and what never is: health, social-security numbers. Pure."""

import re
from datetime import date

from facilitator.formats import NBSP, fold
from facilitator.identity import refuse_nir
from facilitator.words import RuleBroken
from geiq.pathways.rules import BarrierKind, BarrierState

STEMS = """
    addict alcool allaitement allerg anorex anxi asthm autis avc burn-out cancer cardiaqu chimio
    chirurg cmu dependance depress diabet diagnostic-medical dialys douleur drogue enceinte epileps
    fatigue-chronique grossesse guerison handicap hepatit hernie hopital hospitalis infirmi
    invalidit ivg lombalg malade maladi medecin medical medicament mental migraine obes operation-
    chirurgicale ordonnance patholog phobi prothese psychiat psycholog psychos psychotrop rechute
    rqth schizo seropositi sevrage sida suicid therap toxicoman traitement-medical trauma tumeur
    vih
"""
"""Beginnings of words, folded, that speak of health more often than not. A list, not a judgement: the writer
decides, and is asked once."""
HEALTH_STEMS = tuple(STEMS.split())
HOUR = re.compile(r"([01]?\d|2[0-3])(?:[:hH]| h )?([0-5]\d)?")


def health_words(text: str) -> tuple[str, ...]:
    """The words of a text that seem to speak of health, as they were typed, once each."""
    found: dict[str, None] = {}
    for word in re.findall(r"[\w’'-]+", text):
        bare = fold(word).split("’")[-1].split("'")[-1]
        if any(bare.startswith(stem) for stem in HEALTH_STEMS):
            found.setdefault(word)
    return tuple(found)


def warning(words: tuple[str, ...]) -> str:
    """What the writer is asked before such a text is kept."""
    said = ", ".join(f"«{NBSP}{word}{NBSP}»" for word in words)
    return (
        f"Ce texte semble parler de santé ({said}){NBSP}: on n’écrit jamais rien ici de la santé d’une "
        "personne. Retirez-le, ou enregistrez de nouveau si ces mots n’en disent rien."
    )


def check_barrier(kind: BarrierKind, action: str) -> str:
    """What is done about a barrier, ready to keep. Of health nothing is written but that it exists.

    Raises `RuleBroken` on `action`.
    """
    action = " ".join(action.split())
    if kind is BarrierKind.HEALTH and action:
        raise RuleBroken(
            "De la santé, on note seulement qu’un frein existe et s’il est pris en charge : laissez ce champ "
            "vide.",
            "action",
        )
    refuse_nir(action, "action")
    return action


def lifted_on(state: BarrierState, before: date | None, today: date) -> date | None:
    """The day on which a barrier was lifted: kept while it stays lifted, gone when it is found again."""
    return (before or today) if state is BarrierState.LIFTED else None


def parse_hour(text: str) -> str:
    """`9h`, `9 h 30`, `14:30` as `09:00`, `09:30`, `14:30`; '' for nothing. Raises `RuleBroken` on `at`."""
    bare = re.sub(r"\s+", "", text).lower()
    if not bare:
        return ""
    found = HOUR.fullmatch(bare)
    if found is None:
        raise RuleBroken("Écrivez une heure, par exemple 14:30.", "at")
    return f"{int(found[1]):02d}:{found[2] or '00'}"


def is_late(due_on: date, done_on: date | None, today: date) -> bool:
    """Whether a step's day is past and it is not done."""
    return done_on is None and due_on < today
