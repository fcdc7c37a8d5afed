"""Public figures are dated: each holds from its day, and a body may add the one that is missing."""

from datetime import date
from decimal import Decimal

import pytest

from clauses.parameters.catalogue.penalty_rules import CEILING, SMIC
from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.rules import Version, check_day, in_force
from facilitator.words import RuleBroken


@pytest.mark.parametrize(
    ("day", "smic", "ceiling"),
    [
        (date(2024, 10, 31), "11.65", "29"),
        (date(2024, 11, 1), "11.88", "29"),
        (date(2025, 12, 31), "11.88", "29"),
        (date(2026, 1, 1), "12.02", "30"),
        (date(2026, 11, 22), "12.02", "30"),
    ],
)
def test_the_public_figure_in_force_on_a_day_is_the_one_of_that_day(
    day: date, smic: str, ceiling: str
) -> None:
    settings = in_force([], CATALOGUE, day)

    assert (settings.of(SMIC).value, settings.of(CEILING).value) == (Decimal(smic), Decimal(ceiling))


def test_a_figure_that_a_body_adds_holds_from_its_day_until_a_newer_public_one() -> None:
    mine = [Version("smic_hourly", "11.95", date(2025, 7, 1), "Décret du 28 juin 2025")]

    values = [in_force(mine, CATALOGUE, date(year, 8, 1)).of(SMIC).value for year in (2024, 2025, 2026)]

    assert values == [Decimal("11.65"), Decimal("11.95"), Decimal("12.02")]


def test_going_back_to_the_default_gives_the_public_figure_again() -> None:
    mine = [
        Version("smic_hourly", "12.50", date(2026, 2, 1), "Erreur"),
        Version("smic_hourly", None, date(2026, 3, 1), "Retour"),
    ]

    found = in_force(mine, CATALOGUE, date(2026, 4, 1)).of(SMIC)

    assert found.value == Decimal("12.02")
    assert found.is_default


def test_only_a_public_figure_may_be_entered_from_a_past_day() -> None:
    check_day(date(2026, 7, 1), date(2026, 11, 22), is_public=True)

    with pytest.raises(RuleBroken):
        check_day(date(2026, 7, 1), date(2026, 11, 22))
