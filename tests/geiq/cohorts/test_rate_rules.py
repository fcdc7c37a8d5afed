"""The rates of the cohorts: counted from one's own when they are enough, else the dated defaults."""

from decimal import Decimal

from geiq.cohorts.rate_rules import STEPS, Flow, Rate, rates

DEFAULTS = {key: Rate(Decimal("0.7"), 0, "une source") for key in STEPS}
RHONE = Flow(proposed=60, retained=33, entered=30, completed=29, certified=29, hired=24)


def test_enough_people_of_ones_own_replace_the_defaults() -> None:
    found = rates(RHONE, DEFAULTS, 20)

    assert found.hiring == Rate(Decimal("0.8000"), 30)
    assert found.completion.value == Decimal("0.9667")
    assert found.drop_out == Decimal("0.0333")
    assert found.retained.value == Decimal("0.5500")
    assert " ".join(found.hiring.says().split()) == "80 %, sur 30 personnes de vos cohortes terminées"


def test_too_few_people_leave_the_defaults() -> None:
    found = rates(Flow(12, 10, 9, 9, 9, 9), DEFAULTS, 20)

    assert not found.hiring.is_own
    assert " ".join(found.hiring.says().split()) == "70 %, par défaut (une source)"


def test_nobody_at_all_divides_nothing() -> None:
    assert rates(Flow(), DEFAULTS, 0).hiring == DEFAULTS["cohort_hiring_rate"]


def test_nobody_hired_keeps_the_default_rather_than_dividing_by_zero() -> None:
    assert rates(Flow(40, 30, 30, 30, 30, 0), DEFAULTS, 20).hiring == DEFAULTS["cohort_hiring_rate"]


def test_a_plan_counts_backwards() -> None:
    found = rates(RHONE, DEFAULTS, 20)

    assert found.seats_for(9) == 12
    assert found.candidates_for(12) == 24
    assert found.hires_from(12) == 9


def test_flows_add_up() -> None:
    assert RHONE + Flow(hired=1) == Flow(60, 33, 30, 29, 29, 25)
