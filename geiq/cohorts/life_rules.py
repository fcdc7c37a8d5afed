"""The life of a cohort: which step may follow, what must be there before it, what a step back asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from facilitator.formats import day, plural
from facilitator.words import RuleBroken
from geiq.cohorts.rules import CohortKind, CohortStage, FunderKind

LIFE = tuple(stage for stage in CohortStage if stage is not CohortStage.CANCELLED)
"""The stages in their order; a cancelled cohort stands outside."""
SKIPPED = frozenset({CohortStage.INFORMATION, CohortStage.CERTIFICATION})
"""Not every cohort has an information meeting or a certification."""
FINISHED = frozenset({CohortStage.FOLLOW_UP, CohortStage.ENDED})
"""Its people are trained and placed, or not: its figures may be counted."""
OVER = frozenset({CohortStage.ENDED, CohortStage.CANCELLED})
RUNNING = frozenset({CohortStage.TRAINING, CohortStage.CERTIFICATION})
COMING = frozenset(LIFE[: LIFE.index(CohortStage.TRAINING)])
"""The training has not begun."""


@dataclass(frozen=True)
class Facts:
    """What a cohort says of itself, as its life reads it."""

    kind: CohortKind
    stage: CohortStage
    seats: int
    starts_on: date | None = None
    ends_on: date | None = None
    information_on: date | None = None
    selection_on: date | None = None
    certified_on: date | None = None
    training_minutes: int | None = None
    place: str = ""
    certification: str = ""
    funder_kind: FunderKind | None = None
    job_offer: str = ""
    has_provider: bool = False
    has_geiq: bool = False
    has_employer: bool = False
    retained: int = 0
    """Candidates retained, in training or past it."""
    in_training: int = 0
    """Entered, and neither done nor gone."""
    answers_awaited: int = 0
    """Follow-up answers that are due or still to come."""


def check_dates(facts: Facts) -> None:
    """The days of a cohort follow each other: information, selection, training, certification."""
    named = (
        ("information_on", "La réunion d’information", facts.information_on),
        ("selection_on", "La sélection", facts.selection_on),
        ("starts_on", "Le début de la formation", facts.starts_on),
        ("ends_on", "La fin de la formation", facts.ends_on),
        ("certified_on", "La certification", facts.certified_on),
    )
    known = [(field, name, on) for field, name, on in named if on is not None]
    for (_, before, first), (field, name, on) in zip(known, known[1:], strict=False):
        if on < first:
            said = before[0].lower() + before[1:]
            raise RuleBroken(f"{name} vient avant {said} ({day(first)}).", field)


def next_steps(stage: CohortStage) -> tuple[CohortStage, ...]:
    """The stages that may follow: the next one, or the one after it when it may be skipped."""
    if stage not in LIFE or stage is CohortStage.ENDED:
        return ()
    rank = LIFE.index(stage) + 1
    return LIFE[rank : rank + 2] if LIFE[rank] in SKIPPED else LIFE[rank : rank + 1]


def previous_step(stage: CohortStage) -> CohortStage | None:
    """The stage a cohort goes back to; a cancelled one starts again from its need."""
    if stage is CohortStage.CANCELLED:
        return CohortStage.NEED
    rank = LIFE.index(stage)
    return LIFE[rank - 1] if rank else None


def missing_before(step: CohortStage, facts: Facts, today: date) -> list[str]:
    """What must be there before a stage, in French sentences; empty when nothing lacks."""
    rank = LIFE.index(step)
    asked = [
        sentence
        for stage, ask in ASKED.items()
        if stage not in SKIPPED | FINISHED and LIFE.index(stage) <= rank
        for sentence in ask(facts, today)
    ]
    return asked + (list(ASKED[step](facts, today)) if step in SKIPPED | FINISHED else [])


def check_step(facts: Facts, step: CohortStage, reason: str, today: date) -> None:
    """Refuse a stage that cannot follow, or comes before what it needs. Raises `RuleBroken`.

    Back, and to cancel, a reason is owed: it is kept in the history.
    """
    if step is facts.stage:
        return
    back = previous_step(facts.stage)
    if step is CohortStage.CANCELLED or step is back:
        if step is CohortStage.CANCELLED and facts.stage in FINISHED:
            raise RuleBroken("La formation a eu lieu : une cohorte placée ne s’annule plus.", "stage")
        if not reason.strip():
            raise RuleBroken("Dites pourquoi : le motif reste dans l’historique.", "reason")
        return
    if step not in next_steps(facts.stage):
        raise RuleBroken(
            f"« {step.label} » ne suit pas « {facts.stage.label} ».",
            "stage",
        )
    if lacking := missing_before(step, facts, today):
        raise RuleBroken(f"Avant « {step.label} » : {' '.join(lacking)}", "stage")


def _before_information(facts: Facts, _today: date) -> Iterator[str]:
    if facts.information_on is None:
        yield "indiquez le jour de la réunion d’information."


def _before_selection(facts: Facts, _today: date) -> Iterator[str]:
    if facts.starts_on is None or facts.ends_on is None:
        yield "indiquez le début et la fin de la formation."


def _before_training(facts: Facts, today: date) -> Iterator[str]:
    if facts.training_minutes is None:
        yield "indiquez la durée de la formation."
    if not facts.has_provider and not (facts.kind is CohortKind.POEI and facts.has_employer):
        yield "choisissez l’organisme de formation."
    if facts.funder_kind is None:
        yield "dites qui finance la formation."
    if facts.kind is CohortKind.POEI and not facts.has_employer:
        yield "choisissez l’employeur qui a déposé l’offre d’emploi."
    if facts.kind is CohortKind.POEI and not facts.job_offer:
        yield "indiquez le numéro de l’offre déposée à France Travail (Code du travail, L6326-1)."
    if facts.kind is CohortKind.GEIQ_GROUP and not facts.has_geiq:
        yield "choisissez le GEIQ qui signe les contrats."
    if facts.retained == 0:
        yield "retenez au moins un candidat."
    if facts.starts_on is not None and today < facts.starts_on:
        yield f"la formation commence le {day(facts.starts_on)}."


def _before_certification(facts: Facts, _today: date) -> Iterator[str]:
    if not facts.certification:
        yield "indiquez la certification visée."


def _before_placement(facts: Facts, today: date) -> Iterator[str]:
    if facts.ends_on is not None and today < facts.ends_on:
        yield f"la formation se termine le {day(facts.ends_on)}."


def _before_follow_up(facts: Facts, _today: date) -> Iterator[str]:
    if facts.in_training:
        still = plural(facts.in_training, "personne est encore notée", "personnes sont encore notées")
        yield f"{still} en formation : dites qui a terminé, qui a quitté."


def _before_end(facts: Facts, _today: date) -> Iterator[str]:
    if facts.answers_awaited:
        one, several = "réponse de suivi est attendue", "réponses de suivi sont attendues"
        yield f"{plural(facts.answers_awaited, one, several)}."


ASKED = {
    CohortStage.INFORMATION: _before_information,
    CohortStage.SELECTION: _before_selection,
    CohortStage.TRAINING: _before_training,
    CohortStage.CERTIFICATION: _before_certification,
    CohortStage.PLACEMENT: _before_placement,
    CohortStage.FOLLOW_UP: _before_follow_up,
    CohortStage.ENDED: _before_end,
}
"""What each stage wants, asked again by those that follow it."""


def empty_seats(seats: int, taken: int, starts_on: date | None, today: date, alert_days: int) -> int:
    """How many seats are empty when the training begins within so many days; 0 when it is not yet time."""
    if starts_on is None or not 0 <= (starts_on - today).days <= alert_days:
        return 0
    return max(seats - taken, 0)
