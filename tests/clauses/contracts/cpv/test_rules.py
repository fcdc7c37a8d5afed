"""CPV codes."""

import pytest

from clauses.contracts.cpv.rules import DIVISIONS, division, parse_cpv
from facilitator.words import RuleBroken


def test_there_are_forty_five_divisions() -> None:
    assert len(DIVISIONS) == 45


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", ""), ("45262690", "45262690"), ("45262690-4", "45262690-4"), (" 4526 2690 ", "45262690")],
)
def test_a_code_is_read_as_typed(typed: str, code: str) -> None:
    assert parse_cpv(typed) == code


@pytest.mark.parametrize("typed", ["4526269", "45262690-44", "abc", "99000000"])
def test_what_is_not_a_code_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse_cpv(typed)

    assert refused.value.field == "cpv"


def test_a_code_has_the_label_of_its_division() -> None:
    assert division("45262690-4") == "Travaux de construction"
    assert division("") == ""
