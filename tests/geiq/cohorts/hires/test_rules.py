"""Which employment is proposed as the hire that followed a training."""

from datetime import date

import pytest

from geiq.cohorts.hires.rules import Stay, Work, follows, proposals
from geiq.cohorts.rules import EnrolmentState as S

ENTERED, ENDED = date(2026, 9, 1), date(2026, 12, 18)
STAY = Stay(1, S.COMPLETED, ENTERED, ENDED)


@pytest.mark.parametrize(
    ("stay", "starts_on", "proposed"),
    [
        (STAY, date(2026, 8, 31), False),
        (STAY, ENTERED, True),
        (STAY, date(2027, 6, 18), True),
        (STAY, date(2027, 6, 19), False),
        (Stay(1, S.SELECTED, ENTERED, None), date(2028, 1, 1), True),
        (Stay(1, S.CERTIFIED, ENTERED, ENDED), date(2027, 1, 4), True),
        (Stay(1, S.LEFT, ENTERED, date(2026, 9, 30)), date(2026, 10, 1), True),
        (Stay(1, S.WAITING, ENTERED, None), date(2026, 10, 1), False),
        (Stay(1, S.NOT_RETAINED, ENTERED, None), date(2026, 10, 1), False),
        (Stay(1, S.COMPLETED, None, None), date(2026, 10, 1), False),
        (Stay(1, S.COMPLETED, ENTERED, ENDED, {7}), date(2027, 1, 4), False),
    ],
)
def test_an_employment_follows_when_it_is_signed_since_and_within_six_months(
    stay: Stay, starts_on: date, proposed: bool
) -> None:
    assert follows(stay, Work(7, starts_on), 6) is proposed


def test_the_first_employment_is_proposed_and_the_latest_training_takes_it() -> None:
    later = Stay(2, S.COMPLETED, date(2027, 2, 1), date(2027, 4, 1))
    works = [Work(8, date(2027, 5, 1)), Work(7, date(2027, 3, 1)), Work(6, date(2027, 1, 4))]

    assert proposals([STAY, later], works, 6) == {1: 6, 2: 7}
    assert proposals([STAY], [], 6) == {}


def test_one_said_not_to_be_the_hire_lets_the_next_one_be_proposed() -> None:
    said = Stay(1, S.COMPLETED, ENTERED, ENDED, {6})

    assert proposals([said], [Work(6, date(2027, 1, 4)), Work(7, date(2027, 2, 1))], 6) == {1: 7}
