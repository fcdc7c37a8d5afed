"""What `facilitator bench calendar` says of the rounds."""

from worksites.events.bench.rounds_measures import gathering, late, measured, said
from worksites.events.rounds.greedy_rules import greedy
from worksites.events.rounds.plan_rules import faults


def test_the_rounds_are_fairer_than_by_the_simple_method() -> None:
    found = measured(12, 4, 6)

    assert found["by_solver"]
    assert found["solved"]["fair_percent"] >= found["greedy"]["fair_percent"]
    assert "12 personnes × 4 tables" in said([found])[0]


def test_the_invented_day_itself_has_no_fault() -> None:
    problem, _ = gathering(12, 4, 6)
    bent = late(problem, greedy(problem))

    assert not faults(bent, greedy(bent))
