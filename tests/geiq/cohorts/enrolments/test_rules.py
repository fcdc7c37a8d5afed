"""What becomes of a candidate: the steps, the seats, the days."""

from datetime import date

import pytest

from facilitator.words import RuleBroken
from geiq.cohorts.enrolments.rules import (
    BACK,
    CLOSED,
    FORTH,
    GEIQ_SEES,
    PROVIDER_SEES,
    SEATED,
    TRAINED,
    UNDECIDED,
    OtherTraining,
    Seats,
    check_day,
    check_days,
    check_move,
    check_open,
    check_room,
    check_seats,
    check_stage,
)
from geiq.cohorts.rules import CohortStage, EnrolmentState, LeavingReason

S = EnrolmentState
STARTS, ENDS = date(2027, 1, 11), date(2027, 3, 12)


def test_each_state_is_decided_seated_gone_or_waits() -> None:
    for state in S:
        assert (state in UNDECIDED) + (state in SEATED) + (state in CLOSED) == 1, state
    assert set(FORTH) == set(S)


def test_a_step_back_undoes_a_step_forth() -> None:
    assert all(state in FORTH[before] for state, before in BACK.items())


def test_nobody_who_was_refused_or_gave_up_before_is_told_to_the_provider_or_the_geiq() -> None:
    assert not {S.PROPOSED, S.NOT_RETAINED, S.DECLINED} & (GEIQ_SEES | PROVIDER_SEES)
    assert PROVIDER_SEES < GEIQ_SEES
    assert TRAINED < PROVIDER_SEES


@pytest.mark.parametrize(
    ("state", "to", "reason", "refused"),
    [
        (S.PROPOSED, S.SELECTED, None, ""),
        (S.PROPOSED, S.ENTERED, None, "ne suit pas"),
        (S.SELECTED, S.ENTERED, None, ""),
        (S.WAITING, S.ENTERED, None, "ne suit pas"),
        (S.ENTERED, S.DECLINED, LeavingReason.JOB, "ne suit pas"),
        (S.ENTERED, S.LEFT, None, "motif"),
        (S.ENTERED, S.LEFT, LeavingReason.JOB, ""),
        (S.MET, S.DECLINED, None, "motif"),
        (S.MET, S.NOT_RETAINED, None, ""),
        (S.DECLINED, S.PROPOSED, None, ""),
        (S.CERTIFIED, S.LEFT, LeavingReason.JOB, "ne suit pas"),
    ],
)
def test_a_step_follows_or_is_refused(
    state: EnrolmentState, to: EnrolmentState, reason: LeavingReason | None, refused: str
) -> None:
    if not refused:
        return check_move(state, to, reason)
    with pytest.raises(RuleBroken, match=refused):
        check_move(state, to, reason)
    return None


@pytest.mark.parametrize(
    ("seats", "says"),
    [
        (Seats(12, 9), "9 places prises sur 12, 3 libres"),
        (Seats(12, 12), "Cohorte complète : 12 places prises sur 12"),
        (Seats(1, 0), "0 place prise sur 1, 1 libre"),
        (Seats(12, 9, True), "12 places, dont 9 tenues jusqu’au bout"),
        (Seats(1, 1, True), "1 place, dont 1 tenue jusqu’au bout"),
    ],
)
def test_the_seats_are_said(seats: Seats, says: str) -> None:
    assert " ".join(seats.says().split()) == says


def test_the_seats_are_never_passed() -> None:
    check_room(Seats(12, 9), 3)
    with pytest.raises(RuleBroken, match="Il reste 3.places sur 12"):
        check_room(Seats(12, 9), 4)
    with pytest.raises(RuleBroken, match="Cohorte complète"):
        check_room(Seats(12, 12), 1)
    with pytest.raises(RuleBroken, match="10.personnes tiennent déjà"):
        check_seats(9, 10)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "collides"),
    [
        (STARTS, ENDS, True),
        (ENDS, date(2027, 5, 1), True),
        (date(2027, 3, 13), date(2027, 5, 1), False),
        (date(2026, 11, 1), date(2027, 1, 10), False),
        (None, None, False),
    ],
)
def test_nobody_is_in_two_trainings_at_once(
    starts_on: date | None, ends_on: date | None, collides: bool
) -> None:
    others = [OtherTraining("POEC coffreur", STARTS, ENDS)]
    if not collides:
        return check_days("Inès", starts_on, ends_on, others)
    with pytest.raises(RuleBroken, match="Inès a déjà une place dans «.POEC coffreur.»"):
        check_days("Inès", starts_on, ends_on, others)
    return None


def test_nobody_enters_before_the_training_nor_moves_in_a_cancelled_cohort() -> None:
    check_stage(S.ENTERED, CohortStage.SELECTION, STARTS, STARTS)
    with pytest.raises(RuleBroken, match="commence le 11.janvier.2027"):
        check_stage(S.ENTERED, CohortStage.SELECTION, STARTS, date(2027, 1, 10))
    with pytest.raises(RuleBroken, match="annulée"):
        check_stage(S.MET, CohortStage.CANCELLED, STARTS, STARTS)


def test_nobody_is_proposed_once_the_training_is_over() -> None:
    check_open(CohortStage.TRAINING)
    with pytest.raises(RuleBroken, match="n’accueille plus"):
        check_open(CohortStage.PLACEMENT)


def test_a_day_is_not_to_come_nor_before_the_entry() -> None:
    check_day(S.LEFT, STARTS, STARTS, ENDS)
    with pytest.raises(RuleBroken, match="pas encore passé"):
        check_day(S.MET, ENDS, None, STARTS)
    with pytest.raises(RuleBroken, match="vient avant"):
        check_day(S.COMPLETED, date(2027, 1, 10), STARTS, ENDS)
