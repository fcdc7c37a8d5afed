"""SIRET, telephones, contacts, roles."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.access import EVERY_ROLE, Role
from facilitator.accounts.rules import (
    CONFIRM_CONTACT_AFTER_DAYS,
    OrganisationKind,
    check_contact_rank,
    check_not_last_admin,
    check_role,
    kinds_for,
    needs_confirmation,
    parse_departments,
    parse_phone,
    parse_siret,
    shown_phone,
)
from facilitator.words import RuleBroken

TODAY = date(2027, 3, 14)
LA_POSTE = "35600000049837"


@pytest.mark.parametrize(
    "text",
    [
        "42073014500018",
        "420 730 145 00018",
        "420\u00a0730\u202f145\u00a000018",
        "420.730.145.00018",
        LA_POSTE,
    ],
)
def test_a_siret_is_repaired_and_checked(text: str) -> None:
    assert len(parse_siret(text)) == 14


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "14 chiffres"),
        ("420730145", "14 chiffres"),
        ("4207301450001x", "14 chiffres"),
        ("42073014500019", "clé"),
        ("00000000000000", "zéros"),
    ],
)
def test_a_bad_siret_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(RuleBroken, match=reason) as refused:
        parse_siret(text)
    assert refused.value.field == "siret"


@given(st.text(max_size=20))
def test_whatever_is_typed_a_siret_is_valid_or_refused(text: str) -> None:
    with suppress(RuleBroken):
        assert parse_siret(text).isdigit()


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("04 73 98 34 00", "+33473983400", "04\u00a073\u00a098\u00a034\u00a000"),
        ("04.73.98.34.00", "+33473983400", "04\u00a073\u00a098\u00a034\u00a000"),
        ("+32 2 555 12 12", "+3225551212", "+32\u00a02\u00a0555\u00a012\u00a012"),
        ("0262 20 30 40", "+262262203040", "+262\u00a0262\u00a020\u00a030\u00a040"),
        ("", "", ""),
    ],
)
def test_a_telephone_is_read_as_in_france(typed: str, kept: str, shown: str) -> None:
    assert parse_phone(typed) == kept
    assert shown_phone(kept) == shown


def test_a_telephone_that_cannot_be_is_refused() -> None:
    for typed in ("12", "bonjour", "04 73 98 34", "00 00 00 00 00"):
        with pytest.raises(RuleBroken, match="téléphone"):
            parse_phone(typed)


@pytest.mark.parametrize(
    ("confirmed_on", "expected"),
    [
        (None, True),
        (TODAY, False),
        (TODAY - timedelta(days=CONFIRM_CONTACT_AFTER_DAYS), False),
        (TODAY - timedelta(days=CONFIRM_CONTACT_AFTER_DAYS + 1), True),
    ],
)
def test_a_contact_is_to_confirm_after_half_a_year(confirmed_on: date | None, expected: bool) -> None:
    assert needs_confirmation(confirmed_on, TODAY) is expected


@pytest.mark.parametrize(("taken", "rank"), [({1}, 1), (set(), 4), (set(), 0)])
def test_there_are_three_ranks_each_taken_once(taken: set[int], rank: int) -> None:
    with pytest.raises(RuleBroken):
        check_contact_rank(taken, rank)


def test_every_role_has_its_kinds_of_organisation() -> None:
    for role in EVERY_ROLE:
        for kind in OrganisationKind:
            if kind in kinds_for(role):
                check_role(role, kind)
            else:
                with pytest.raises(RuleBroken):
                    check_role(role, kind)


def test_the_last_administrator_stays() -> None:
    check_not_last_admin(Role.HEAD, 2)
    check_not_last_admin(Role.FACILITATOR, 1)
    for role in (Role.HEAD, Role.COMPANY_ADMIN, Role.PLATFORM_ADMIN):
        with pytest.raises(RuleBroken, match="seule personne"):
            check_not_last_admin(role, 1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("63", "63"), ("63, 3", "03 63"), ("2a 63 63", "2A 63"), ("974;01", "01 974"), ("", "")],
)
def test_departments_are_kept_in_order_each_once(typed: str, kept: str) -> None:
    assert parse_departments(typed) == kept


@pytest.mark.parametrize("typed", ["99", "20", "Puy-de-Dôme", "0", "63 977"])
def test_what_is_no_department_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="département"):
        parse_departments(typed)
