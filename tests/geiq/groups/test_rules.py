"""Members of a group, trades as typed, capacities."""

from datetime import date

import pytest

from clauses.people.employments.rules import EmployerKind
from facilitator.words import RuleBroken
from geiq.groups.rules import (
    Membership,
    check_capacity,
    check_member,
    check_membership,
    check_structure,
    parse_trades,
    written_trades,
)

KNOWN = Membership(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("span", "field"),
    [
        (Membership(date(2027, 1, 1)), None),
        (Membership(date(2025, 1, 1), date(2025, 12, 31)), None),
        (Membership(date(2026, 12, 31)), "since"),
        (Membership(date(2025, 6, 1)), "since"),
        (Membership(date(2027, 2, 1), date(2027, 1, 1)), "until"),
    ],
)
def test_days_of_membership_do_not_overlap(span: Membership, field: str | None) -> None:
    if field is None:
        return check_membership(span, [KNOWN])
    with pytest.raises(RuleBroken) as broken:
        check_membership(span, [KNOWN])
    assert broken.value.field == field
    return None


def test_only_a_geiq_has_members_and_only_structures_are_kept() -> None:
    check_member(EmployerKind.GEIQ)
    check_structure(EmployerKind.ESAT)
    with pytest.raises(RuleBroken):
        check_member(EmployerKind.EI)
    with pytest.raises(RuleBroken):
        check_structure(EmployerKind.COMPANY)


@pytest.mark.parametrize("capacity", [0, -1, 5_001])
def test_a_capacity_is_a_number_of_people(capacity: int) -> None:
    check_capacity(None)
    with pytest.raises(RuleBroken):
        check_capacity(capacity)


def test_trades_are_typed_one_a_line() -> None:
    found = parse_trades("F1703 ; 4\n\n Coffreur bancheur\n")

    assert found == {"Maçonnerie (F1703)": 4, "Coffreur bancheur": None}
    assert parse_trades(written_trades(found.items())) == found


@pytest.mark.parametrize("text", ["Maçon ; beaucoup", "; 4", "Maçon ; 0"])
def test_a_trade_that_does_not_read_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        parse_trades(text)
    assert broken.value.field == "trades"
