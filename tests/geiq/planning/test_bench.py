"""The bench measures what it says, on a territory small enough to wait for."""

from geiq.planning.bench.commands import curve_said, measured
from geiq.planning.bench.curve_measures import curve_facts
from geiq.planning.bench.world_rules import Size, territory


def test_the_same_seed_gives_the_same_territory() -> None:
    assert territory(Size(4, 3, 30), 7) == territory(Size(4, 3, 30), 7)
    assert territory(Size(4, 3, 30), 7) != territory(Size(4, 3, 30), 8)


def test_a_small_territory_is_planned_bent_and_planned_again() -> None:
    facts = measured(Size(6, 3, 40), 7)

    assert facts["solved"]["by_solver"] == facts["solved"]["trades"] == 3
    assert facts["solved"]["lacking"] <= facts["greedy"]["lacking"]
    assert facts["solved"]["lacking"] >= facts["solved"]["least_lacking"]
    assert facts["solved"]["lacking"] <= facts["needed"]


def test_the_page_of_the_curve_is_measured_beside_the_sql_of_the_same_answer() -> None:
    found = curve_facts(1_000, contracts=40)

    assert found["phases"] == 600
    assert found["page"]["bytes"] > 10_000
    assert "page de la courbe" in curve_said(found["page"])
