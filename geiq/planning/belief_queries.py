"""What a body expects of a cohort: rates, delays, durations, from its settings on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from clauses.compliance.schedule.queries import LAST_ISO_WEEK, calendar_for
from clauses.compliance.schedule.rules import Calendar, Closing
from clauses.contracts.rules import Nature
from clauses.parameters.catalogue.rules import exact, whole
from clauses.parameters.queries import settings_for
from clauses.parameters.rules import Settings
from geiq.cohorts.queries import rates_for
from geiq.planning.back_rules import Delays, Rates
from geiq.planning.plan_rules import Habits


@dataclass(frozen=True)
class Beliefs:
    """What a body expects, and the days that its works and its providers are open."""

    rates: Rates
    delays: Delays
    habits: Habits
    works: Calendar
    insertion_rate: Decimal
    """What a phase of no followed lot asks, of its labour."""
    weekly: int
    """Minutes of a week of work."""
    training_weeks: int
    """When no provider is known."""


def beliefs_of(body_id: int, on: date) -> Beliefs:
    """What holds for a body on a day."""
    settings = settings_for(body_id, on)
    weekly = int(exact(settings, "planning_weekly_hours") * 60)
    training = int(exact(settings, "planning_training_hours") * 60)
    return Beliefs(
        rates_of(body_id, on),
        _delays(settings),
        Habits(
            whole(settings, "planning_contract_weeks"),
            whole(settings, "planning_least_weeks"),
            int(exact(settings, "planning_least_use") * 1000),
        ),
        calendar_for(Nature.WORKS, settings),
        exact(settings, "insertion_rate"),
        weekly,
        -(-training // weekly),
    )


def rates_of(body_id: int, on: date) -> Rates:
    """Drop-out and conversion, from the body's finished cohorts or by default, with where they come from."""
    found = rates_for(body_id, on)
    stays, hired = Fraction(found.completion.value), Fraction(found.hiring.value)
    return Rates(1 - stays, min(Fraction(1), hired / stays), found.hiring.says())


def _delays(settings: Settings) -> Delays:
    summer = Closing(whole(settings, "planning_summer_week"), whole(settings, "planning_summer_weeks"))
    winter = Closing(LAST_ISO_WEEK, whole(settings, "planning_winter_weeks"))
    return Delays(
        whole(settings, "planning_information_days"),
        whole(settings, "planning_selection_days"),
        whole(settings, "planning_hire_days"),
        Calendar((summer, winter)),
    )
