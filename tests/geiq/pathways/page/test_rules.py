"""The address and the code of somebody's page; what her page leaves out."""

from datetime import date, timedelta

import pytest

from geiq.pathways.page.rules import (
    ALPHABET,
    TRIES,
    PageState,
    bare,
    digits,
    new_code,
    new_pointer,
    pointer_hash,
    seal,
    state,
    withheld,
)

DAY = date(2026, 12, 14)


def test_an_address_is_of_more_than_128_bits_and_is_known_again_however_it_is_typed() -> None:
    pointer = new_pointer()

    assert len(ALPHABET) ** len(bare(pointer)) > 2**128
    assert len({new_pointer() for _ in range(50)}) == 50
    assert pointer_hash(pointer.upper().replace("-", " ")) == pointer_hash(pointer)


def test_a_code_has_six_digits_and_is_sealed_with_its_address() -> None:
    code = new_code()

    assert len(code) == 6
    assert code.isascii()
    assert code.isdigit()
    assert seal(code, "abcd-efgh") == seal(code, "ABCDEFGH") != seal(code, "abcd-efgj")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("482913", "482913"),
        ("482 913", "482913"),
        ("٤٨٢٩١٣", "482913"),
        ("۴۸۲ ۹۱۳", "482913"),
        ("", ""),
        ("½²", ""),
    ],
)
def test_a_code_is_read_from_any_keyboard(typed: str, read: str) -> None:
    assert digits(typed) == read


@pytest.mark.parametrize(
    ("revoked", "tries", "running", "ends_in", "stands"),
    [
        (False, 0, True, 0, PageState.LIVE),
        (False, TRIES - 1, True, 10, PageState.LIVE),
        (False, TRIES, True, 10, PageState.LOCKED),
        (False, 0, True, -1, PageState.ENDED),
        (False, 0, False, 10, PageState.ENDED),
        (True, TRIES, False, 10, PageState.REVOKED),
    ],
)
def test_an_address_ends_with_its_pathway(
    revoked: bool, tries: int, running: bool, ends_in: int, stands: PageState
) -> None:
    assert state(revoked, tries, running, DAY + timedelta(days=ends_in), DAY) is stands


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Visiter le chantier", False),
        ("Rendez-vous à l’hôpital", True),
        ("Point PIETRA", True),
        ("Point avec Mme ZUHAL", True),
        ("Rue des Zuhaliens", False),
        ("Bilan Plie de Clermont", False),
        ("Bilan PLIE Clermont Auvergne", True),
        ("", False),
    ],
)
def test_her_page_leaves_out_health_her_surname_and_the_scheme(text: str, left_out: bool) -> None:
    assert withheld(text, ("Zuhal", "PIETRA", "PLIE-Clermont Auvergne")) is left_out
