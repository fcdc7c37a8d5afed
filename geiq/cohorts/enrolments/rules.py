"""What becomes of a candidate: the steps, the seats that are never passed, the days that must not collide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from facilitator.formats import day, plural
from facilitator.words import RuleBroken
from geiq.cohorts.life_rules import COMING
from geiq.cohorts.rules import CohortStage, EnrolmentState, LeavingReason

S = EnrolmentState
FORTH: Mapping[EnrolmentState, tuple[EnrolmentState, ...]] = {
    S.PROPOSED: (S.INVITED, S.MET, S.SELECTED, S.WAITING, S.NOT_RETAINED, S.DECLINED),
    S.INVITED: (S.MET, S.SELECTED, S.WAITING, S.NOT_RETAINED, S.DECLINED),
    S.MET: (S.SELECTED, S.WAITING, S.NOT_RETAINED, S.DECLINED),
    S.SELECTED: (S.ENTERED, S.WAITING, S.NOT_RETAINED, S.DECLINED),
    S.WAITING: (S.SELECTED, S.NOT_RETAINED, S.DECLINED),
    S.ENTERED: (S.COMPLETED, S.LEFT),
    S.COMPLETED: (S.CERTIFIED,),
    S.CERTIFIED: (),
    S.NOT_RETAINED: (S.PROPOSED,),
    S.DECLINED: (S.PROPOSED,),
    S.LEFT: (),
}
"""What may follow each state; whoever was not retained or gave up may be proposed again."""
BACK: Mapping[EnrolmentState, EnrolmentState] = {
    S.INVITED: S.PROPOSED,
    S.MET: S.PROPOSED,
    S.SELECTED: S.MET,
    S.WAITING: S.MET,
    S.ENTERED: S.SELECTED,
    S.COMPLETED: S.ENTERED,
    S.CERTIFIED: S.COMPLETED,
    S.LEFT: S.ENTERED,
}
"""Where a mistaken step goes back to; traced."""
SEATED = frozenset({S.SELECTED, S.ENTERED, S.COMPLETED, S.CERTIFIED})
"""They hold a seat; whoever leaves gives it back."""
TRAINED = frozenset({S.ENTERED, S.COMPLETED, S.CERTIFIED, S.LEFT})
"""They entered the training."""
WENT_THROUGH = frozenset({S.COMPLETED, S.CERTIFIED})
CLOSED = frozenset({S.NOT_RETAINED, S.DECLINED, S.LEFT})
UNDECIDED = frozenset({S.PROPOSED, S.INVITED, S.MET, S.WAITING})
GAVE_UP = frozenset({S.DECLINED, S.LEFT})
"""A reason is owed."""
PROVIDER_SEES = frozenset({S.SELECTED, *TRAINED})
"""A training provider knows those it will have: neither the other candidates, nor who gave up before."""
GEIQ_SEES = frozenset({S.INVITED, S.MET, S.WAITING, *PROVIDER_SEES})
"""A GEIQ takes part in the choice: not of who was refused, nor of who gave up."""
PROVIDER_SAYS = frozenset({S.ENTERED, S.COMPLETED, S.CERTIFIED, S.LEFT})
"""What a training provider may say of its people."""
TONES = {
    S.PROPOSED: "neutral",
    S.INVITED: "info",
    S.MET: "info",
    S.SELECTED: "info",
    S.WAITING: "warn",
    S.ENTERED: "good",
    S.COMPLETED: "good",
    S.CERTIFIED: "good",
    S.NOT_RETAINED: "neutral",
    S.DECLINED: "neutral",
    S.LEFT: "bad",
}


@dataclass(frozen=True)
class Seats:
    """The seats of a cohort, and how many are held."""

    seats: int
    taken: int
    is_over: bool = False
    """Whether the training is past, or cancelled: a free seat is no longer one to fill."""

    @property
    def left(self) -> int:
        """How many are free; never below zero."""
        return max(self.seats - self.taken, 0)

    @property
    def is_full(self) -> bool:
        """Whether none is."""
        return self.left == 0

    def says(self) -> str:
        """`9 places prises sur 12, 3 libres`, `Cohorte complète : 12 places sur 12`.

        `12 places, dont 9 tenues jusqu’au bout` once it is over: whoever left gave hers back.
        """
        if self.is_over:
            held = plural(self.taken, "tenue", "tenues")
            return f"{plural(self.seats, 'place')}, dont {held} jusqu’au bout"
        if self.is_full:
            return f"Cohorte complète : {plural(self.taken, 'place prise', 'places prises')} sur {self.seats}"
        taken = plural(self.taken, "place prise", "places prises")
        return f"{taken} sur {self.seats}, {plural(self.left, 'libre', 'libres')}"


def check_room(seats: Seats, more: int) -> None:
    """The seats are never passed: the waiting list is there for the others."""
    if more > seats.left:
        if seats.is_full:
            raise RuleBroken(f"{seats.says()}. Mettez cette personne en liste d’attente.", "state")
        raise RuleBroken(
            f"Il reste {plural(seats.left, 'place')} sur {seats.seats} : cochez moins de personnes, ou "
            "mettez les autres en liste d’attente.",
            "state",
        )


def check_seats(seats: int, taken: int) -> None:
    """Refuse fewer seats than are held."""
    if seats < taken:
        held = plural(taken, "personne tient déjà", "personnes tiennent déjà")
        raise RuleBroken(f"{held} une place : libérez-en d’abord.", "seats")


def check_move(state: EnrolmentState, to: EnrolmentState, reason: LeavingReason | None = None) -> None:
    """Refuse a step that cannot follow, or a giving up without its reason."""
    if to not in FORTH[state]:
        raise RuleBroken(f"« {to.label} » ne suit pas « {state.label} ».", "state")
    if to in GAVE_UP and reason is None:
        raise RuleBroken("Choisissez le motif.", "leaving_reason")


def check_stage(to: EnrolmentState, stage: CohortStage, starts_on: date | None, today: date) -> None:
    """Nobody enters a training before it begins, nor moves in a cohort that was cancelled."""
    if stage is CohortStage.CANCELLED:
        raise RuleBroken("Cette cohorte est annulée : ses candidats ne bougent plus.", "state")
    if to in TRAINED and (starts_on is None or today < starts_on):
        when = f" le {day(starts_on)}" if starts_on else ""
        raise RuleBroken(f"La formation commence{when} : personne n’y est encore entré.", "state")


def is_open(stage: CohortStage) -> bool:
    """Whether people may still be proposed: until the training is over."""
    return stage in COMING or stage is CohortStage.TRAINING


def check_open(stage: CohortStage) -> None:
    """Nobody is proposed any more once the training is over."""
    if not is_open(stage):
        raise RuleBroken(f"Cette cohorte n’accueille plus de candidats : « {stage.label} ».", "state")


@dataclass(frozen=True)
class OtherTraining:
    """Another training in which somebody holds a seat."""

    name: str
    starts_on: date
    ends_on: date

    def meets(self, starts_on: date | None, ends_on: date | None) -> bool:
        """Whether the two share a day; one without dates meets nothing."""
        if starts_on is None or ends_on is None:
            return False
        return self.starts_on <= ends_on and starts_on <= self.ends_on


def check_days(
    who: str, starts_on: date | None, ends_on: date | None, others: Iterable[OtherTraining]
) -> None:
    """Nobody is in two trainings on the same days."""
    for other in others:
        if other.meets(starts_on, ends_on):
            raise RuleBroken(
                f"{who} a déjà une place dans « {other.name} », du {day(other.starts_on)} au "
                f"{day(other.ends_on)} : les deux formations se chevauchent.",
                "state",
            )


def check_day(to: EnrolmentState, on: date, entered_on: date | None, today: date) -> None:
    """The day of a step is past or present, and nobody leaves before she entered."""
    if on > today:
        raise RuleBroken("Ce jour n’est pas encore passé.", "on")
    if to in TRAINED - {S.ENTERED} and entered_on is not None and on < entered_on:
        raise RuleBroken(f"La personne est entrée le {day(entered_on)} : ce jour vient avant.", "on")
