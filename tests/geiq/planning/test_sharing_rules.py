"""Who would train for several trades at once."""

from datetime import date

from geiq.planning.plans.sharing_rules import Together, Training, together

JANUARY, FEBRUARY, MARCH = date(2027, 1, 4), date(2027, 2, 1), date(2027, 3, 1)


def test_a_provider_of_two_trades_on_the_same_days_is_said_with_the_day_of_most() -> None:
    rows = [
        Training("CFR", "Canalisateur", JANUARY, date(2027, 3, 26)),
        Training("CFR", "Maçon", FEBRUARY, date(2027, 2, 26)),
        Training("CFR", "Peintre", date(2027, 2, 8), date(2027, 4, 2)),
    ]

    assert together(rows) == [
        Together("CFR", date(2027, 2, 8), date(2027, 2, 26), ("Canalisateur", "Maçon", "Peintre"))
    ]


def test_the_same_trade_twice_or_one_after_the_other_or_elsewhere_is_not_said() -> None:
    rows = [
        Training("CFR", "Canalisateur", JANUARY, date(2027, 1, 29)),
        Training("CFR", "Canalisateur", JANUARY, date(2027, 1, 29)),
        Training("CFR", "Maçon", FEBRUARY, date(2027, 2, 26)),
        Training("Afpa", "Peintre", JANUARY, MARCH),
    ]

    assert together(rows) == []
