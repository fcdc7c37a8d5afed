"""How a clause stands: each rule by a row, and the sentence that is said."""

from dataclasses import replace
from datetime import date

import pytest

from clauses.compliance.forecast.rules import Forecast, Start
from clauses.compliance.rules import (
    ClauseState,
    Progress,
    Reason,
    forecast_sentence,
    reason_of,
    standing_of,
    worst,
)

ON, END, OVER = date(2026, 11, 22), date(2027, 6, 30), date(2026, 11, 21)
PROGRESS = Progress(ON, END, 1000, 500, 450, 450, 520, 500, 500, 0, 6)
GOOD = Forecast(1000, 500, 1010, 900, 1100)


@pytest.mark.parametrize(
    ("progress", "said", "start", "reason", "standing"),
    [
        ({}, 1010, None, Reason.FORECAST_GOOD, ClauseState.ON_TRACK),
        ({"due": 0}, 0, None, Reason.FORECAST_LATE, ClauseState.LATE),
        ({"counted": 1000}, 1010, None, Reason.REACHED, ClauseState.ON_TRACK),
        ({}, 840, None, Reason.FORECAST_LATE, ClauseState.LATE),
        ({}, 850, None, Reason.FORECAST_SHORT, ClauseState.WATCH),
        ({}, 999, None, Reason.FORECAST_SHORT, ClauseState.WATCH),
        ({"late_months": 2}, 1010, None, Reason.NOT_DECLARED, ClauseState.MISSING_REPORT),
        ({"late_months": 2}, 700, None, Reason.FORECAST_LATE, ClauseState.LATE),
        ({"known": 399}, 1010, None, Reason.BEHIND, ClauseState.WATCH),
        ({"known_months": 1}, 700, None, Reason.EARLY, ClauseState.ON_TRACK),
        ({"known_months": 1}, 700, Start(1, date(2026, 12, 20)), Reason.START_SOON, ClauseState.WATCH),
        ({"known_months": 1}, 700, Start(1, date(2027, 3, 20)), Reason.EARLY, ClauseState.ON_TRACK),
        ({"ends_on": OVER}, 500, None, Reason.ENDED_SHORT, ClauseState.LATE),
        ({"ends_on": OVER, "known": 1000}, 1000, None, Reason.ENDED_UNCHECKED, ClauseState.WATCH),
        ({"ends_on": OVER, "late_months": 1}, 990, None, Reason.NOT_DECLARED, ClauseState.MISSING_REPORT),
    ],
)  # fmt: skip
def test_the_first_rule_that_holds_decides(progress, said, start, reason, standing):
    found = reason_of(replace(PROGRESS, **progress), replace(GOOD, middle=said), start)
    assert found is reason
    assert standing_of(found) is standing


def test_a_clause_that_owes_nothing_is_on_track():
    found = reason_of(replace(PROGRESS, due=0, counted=0), Forecast(0, 0, 0, 0, 0), None)
    assert standing_of(found) is ClauseState.ON_TRACK


def test_a_whole_stands_as_its_worst_part():
    assert worst([ClauseState.ON_TRACK, ClauseState.LATE, ClauseState.WATCH]) is ClauseState.LATE
    assert worst([]) is ClauseState.ON_TRACK


def test_the_sentence_says_what_is_missing_where_it_ends_and_who_must_start():
    progress = replace(PROGRESS, due=60_000, counted=35_280, known=35_280)
    said = forecast_sentence(
        progress, Forecast(60_000, 35_280, 42_600, 38_000, 47_000), Start(1, date(2027, 3, 14))
    )
    assert said == (
        "Il manque 412\u00a0h\u202f; au rythme actuel, la clause finira à 71\u00a0%\u202f; une personne à "
        "temps plein doit commencer avant le 14\u00a0mars\u00a02027."
    )


def test_the_sentence_of_several_people_of_an_end_and_of_a_success():
    many = forecast_sentence(PROGRESS, replace(GOOD, middle=800), Start(3, date(2027, 3, 14)))
    assert "3\u00a0personnes à temps plein doivent commencer" in many
    over = replace(PROGRESS, ends_on=date(2026, 1, 1))
    assert forecast_sentence(over, GOOD, None).endswith("et le marché est fini.")
    assert forecast_sentence(replace(PROGRESS, counted=1000), GOOD, None).startswith("L’objectif est atteint")
