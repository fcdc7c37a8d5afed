"""The measures of the calendars say what they are asked; how fast is for `docs/performance.md`."""

from worksites.events.bench import feed_measures
from worksites.events.bench.feed_measures import measured, said


def test_a_small_calendar_is_measured_in_full() -> None:
    found = measured(30, turns=1)
    assert found["events"] == 30
    assert found["bytes"] > 30 * 300
    assert all(
        found[f"{name}_ms"] > 0 for name in ("unchanged", "not_modified", "cold", "plain_text", "library")
    )
    assert found["unchanged_over_plain"] > 0
    assert "30 événements" in said([found])[0]


def test_the_sizes_are_those_of_the_issue() -> None:
    assert feed_measures.SIZES == (1_000, 10_000)
