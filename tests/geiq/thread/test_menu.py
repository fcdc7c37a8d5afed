"""The line of the menu under which the thread stands."""

from geiq.feature import feature


def test_the_thread_stands_under_the_cohorts_in_the_menu() -> None:
    lit = [entry.label for entry in feature.menu if entry.leads_to("thread")]

    assert lit == ["Cohortes"]
