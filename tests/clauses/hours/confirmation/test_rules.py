"""Two figures: when they agree, when they differ."""

import pytest

from clauses.hours.confirmation.rules import Agreement, Said, agree, differs, standing_of
from clauses.people.valuation.rules import MinutesKind

WORK, TRAINING = MinutesKind.WORK, MinutesKind.TRAINING
LENT, OWN = Said(1, WORK, 6000, True), Said(2, WORK, 3000, False)


@pytest.mark.parametrize(
    ("lines", "figures", "agreed"),
    [
        ([LENT], {(1, WORK): 6000}, True),
        ([LENT], {(1, WORK): 5999}, False),
        ([LENT], {}, False),
        ([LENT], {(1, WORK): 6000, (3, WORK): 60}, False),
        ([LENT], {(1, WORK): 6000, (1, TRAINING): 0}, True),
        ([LENT], {(1, WORK): 6000, (1, TRAINING): 60}, False),
        ([LENT, OWN], {(1, WORK): 6000, (2, WORK): 3000}, False),
        ([], {}, False),
    ],
)
def test_only_people_who_are_all_lent_may_agree(
    lines: list[Said], figures: dict[tuple[int, MinutesKind], int], agreed: bool
) -> None:
    assert agree(lines, figures) is agreed


def test_a_difference_gives_the_other_value() -> None:
    assert differs(LENT, {(1, WORK): 5700}) == 5700
    assert differs(LENT, {(1, WORK): 6000}) is None
    assert differs(LENT, {}) is None


@pytest.mark.parametrize(
    ("company", "own", "standing"),
    [
        (None, None, Agreement.AWAITED),
        (None, 60, Agreement.AWAITED),
        (60, None, Agreement.TO_SAY),
        (0, None, Agreement.SAME),
        (60, 60, Agreement.SAME),
        (60, 30, Agreement.DIFFERENT),
    ],
)
def test_where_two_figures_stand(company: int | None, own: int | None, standing: Agreement) -> None:
    assert standing_of(company, own) is standing
