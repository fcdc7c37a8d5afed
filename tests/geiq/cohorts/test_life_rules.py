"""The life of a cohort: what follows what, what must be there before."""

from dataclasses import replace
from datetime import date

import pytest

from facilitator.words import RuleBroken
from geiq.cohorts.life_rules import (
    LIFE,
    Facts,
    check_dates,
    check_step,
    empty_seats,
    missing_before,
    next_steps,
    previous_step,
)
from geiq.cohorts.rules import CohortKind, CohortStage, FunderKind

S = CohortStage
TODAY = date(2027, 3, 15)
READY = Facts(
    CohortKind.POEC,
    S.SELECTION,
    12,
    starts_on=date(2027, 1, 11),
    ends_on=date(2027, 3, 12),
    information_on=date(2026, 12, 1),
    training_minutes=24_000,
    certification="CACES R482",
    funder_kind=FunderKind.OPCO,
    has_provider=True,
    retained=10,
)


@pytest.mark.parametrize(
    ("stage", "following"),
    [
        (S.NEED, (S.SOURCING,)),
        (S.SOURCING, (S.INFORMATION, S.SELECTION)),
        (S.INFORMATION, (S.SELECTION,)),
        (S.SELECTION, (S.TRAINING,)),
        (S.TRAINING, (S.CERTIFICATION, S.PLACEMENT)),
        (S.CERTIFICATION, (S.PLACEMENT,)),
        (S.PLACEMENT, (S.FOLLOW_UP,)),
        (S.FOLLOW_UP, (S.ENDED,)),
        (S.ENDED, ()),
        (S.CANCELLED, ()),
    ],
)
def test_a_stage_follows_another(stage: CohortStage, following: tuple[CohortStage, ...]) -> None:
    assert next_steps(stage) == following


@pytest.mark.parametrize(
    ("step", "changes", "lacks"),
    [
        (S.SOURCING, {"starts_on": None}, ""),
        (S.INFORMATION, {"information_on": None}, "réunion d’information"),
        (S.SELECTION, {"information_on": None}, ""),
        (S.SELECTION, {"ends_on": None}, "le début et la fin"),
        (S.TRAINING, {}, ""),
        (S.TRAINING, {"training_minutes": None}, "la durée"),
        (S.TRAINING, {"has_provider": False}, "l’organisme de formation"),
        (S.TRAINING, {"funder_kind": None}, "qui finance"),
        (S.TRAINING, {"retained": 0}, "au moins un candidat"),
        (S.TRAINING, {"starts_on": date(2027, 3, 16), "ends_on": None}, "le début et la fin"),
        (S.TRAINING, {"starts_on": date(2027, 3, 16)}, "commence le 16 mars 2027"),
        (S.TRAINING, {"kind": CohortKind.POEI}, "l’employeur qui a déposé"),
        (S.TRAINING, {"kind": CohortKind.POEI, "has_employer": True}, "L6326-1"),
        (S.TRAINING, {"kind": CohortKind.POEI, "has_employer": True, "job_offer": "1"}, ""),
        (S.TRAINING, {"kind": CohortKind.GEIQ_GROUP}, "le GEIQ"),
        (S.CERTIFICATION, {"certification": ""}, "la certification visée"),
        (S.PLACEMENT, {"certification": ""}, ""),
        (S.PLACEMENT, {"ends_on": date(2027, 3, 16)}, "se termine le 16 mars 2027"),
        (S.FOLLOW_UP, {"in_training": 2}, "2 personnes sont encore notées en formation"),
        (S.ENDED, {"answers_awaited": 3}, "3 réponses de suivi sont attendues"),
        (S.ENDED, {"answers_awaited": 0, "in_training": 1}, ""),
    ],
)
def test_what_must_be_there_before(step: CohortStage, changes: dict, lacks: str) -> None:
    said = " ".join(" ".join(missing_before(step, replace(READY, **changes), TODAY)).split())

    assert lacks in said
    assert bool(lacks) == bool(said)


def test_no_stage_is_jumped() -> None:
    with pytest.raises(RuleBroken, match="ne suit pas"):
        check_step(READY, S.PLACEMENT, "", TODAY)


@pytest.mark.parametrize("step", [S.INFORMATION, S.CANCELLED])
def test_back_and_cancelling_owe_a_reason(step: CohortStage) -> None:
    with pytest.raises(RuleBroken, match="Dites pourquoi"):
        check_step(READY, step, " ", TODAY)
    check_step(READY, step, "Le chantier est reporté.", TODAY)


def test_a_cohort_whose_people_are_placed_is_not_cancelled() -> None:
    with pytest.raises(RuleBroken, match="ne s’annule plus"):
        check_step(replace(READY, stage=S.FOLLOW_UP), S.CANCELLED, "Erreur", TODAY)


def test_each_stage_goes_back_to_the_one_before() -> None:
    assert [previous_step(stage) for stage in LIFE] == [None, *LIFE[:-1]]
    assert previous_step(S.CANCELLED) is S.NEED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"information_on": date(2027, 1, 12)}, "starts_on"),
        ({"selection_on": date(2026, 11, 30)}, "selection_on"),
        ({"ends_on": date(2027, 1, 10)}, "ends_on"),
        ({"certified_on": date(2027, 3, 11)}, "certified_on"),
        ({"starts_on": None, "ends_on": None, "certified_on": date(2026, 11, 30)}, "certified_on"),
    ],
)
def test_days_follow_each_other(changes: dict, field: str | None) -> None:
    if field is None:
        return check_dates(replace(READY, **changes))
    with pytest.raises(RuleBroken) as broken:
        check_dates(replace(READY, **changes))
    assert broken.value.field == field
    return None


@pytest.mark.parametrize(
    ("starts_on", "empty"),
    [(None, 0), (date(2027, 3, 14), 0), (TODAY, 3), (date(2027, 4, 5), 3), (date(2027, 4, 6), 0)],
)
def test_empty_seats_are_told_when_the_training_comes(starts_on: date | None, empty: int) -> None:
    assert empty_seats(12, 9, starts_on, TODAY, 21) == empty
