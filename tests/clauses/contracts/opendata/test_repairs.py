"""Each repair: what is understood in one way only is repaired, the rest is set aside, with its note."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.fr import siret as siret_number

from clauses.contracts.opendata.reading import repairs
from clauses.contracts.opendata.reading.identity import department_of, fingerprint
from clauses.contracts.opendata.reading.repairs import Margin
from clauses.contracts.opendata.reading.words import consideration, official

TODAY = date(2026, 11, 21)


def kinds(margin: Margin) -> str:
    """What was written in the margin."""
    return " ".join(note.kind for note in margin.notes)


@pytest.mark.parametrize(
    ("value", "kept", "noted"),
    [
        ("2024-05-15", "2024-05-15", ""),
        (None, None, ""),
        ("", None, ""),
        ("NC", None, "set_aside"),
        (float("nan"), None, "set_aside"),
        ("2018-12-17+01:00", "2018-12-17", "repaired"),
        ("2018-11-29-04:00", "2018-11-29", "repaired"),
        ("2021-09-16T00:00:00Z", "2021-09-16", "repaired"),
        ("September, 16 2021 00:00:00", "2021-09-16", "repaired"),
        ("16/09/2021", "2021-09-16", "repaired"),
        ("20210916", "2021-09-16", "repaired"),
        (20210916, "2021-09-16", "repaired"),
        (1631750400000, "2021-09-16", "repaired"),
        ("0218-10-29", "2018-10-29", "repaired"),
        ("5018-10-29", "2018-10-29", "repaired"),
        ("0206-10-29", None, "set_aside"),
        ("0002-11-30", None, "set_aside"),
        ("2066-01-01", None, "set_aside"),
        ("2024-02-31", None, "set_aside"),
        ("hier", None, "set_aside"),
        ({"a": 1}, None, ""),
    ],
)
def test_days(value: Any, kept: str | None, noted: str) -> None:
    margin = Margin()

    assert repairs.day(value, "dateNotification", margin, TODAY, "2019-01-14") == kept
    assert kinds(margin) == noted


def test_an_impossible_year_is_not_guessed_without_another_day() -> None:
    margin = Margin()

    assert repairs.day("0218-10-29", "dateNotification", margin, TODAY) is None
    assert margin.notes[0].original == "0218-10-29"


@pytest.mark.parametrize(
    ("value", "kept", "noted"),
    [
        (137614.0, 13761400, ""),
        (123456.89, 12345689, ""),
        (80000, 8000000, ""),
        ("575000", 57500000, ""),
        ("1 234,56", 123456, "repaired"),
        ("1\u202f234,50 €", 123450, "repaired"),
        ("1.234.567,89", 123456789, "repaired"),
        ("1,234.56", 123456, "repaired"),
        (10.005, 1001, "repaired"),
        (0, None, "set_aside"),
        (1, None, "set_aside"),
        (-5, None, "set_aside"),
        (1.0e17, None, "set_aside"),
        (10**400, None, "set_aside"),
        (True, None, "set_aside"),
        ("abc", None, "set_aside"),
        ("NC", None, "set_aside"),
        (float("inf"), None, "set_aside"),
        (None, None, ""),
    ],
)
def test_amounts(value: Any, kept: int | None, noted: str) -> None:
    margin = Margin()

    assert repairs.amount(value, "montant", margin) == kept
    assert kinds(margin) == noted


@pytest.mark.parametrize(
    ("value", "kept", "noted"),
    [
        ("45421000-4", "45421000", ""),
        ("45421000", "45421000", ""),
        (45421000, "45421000", ""),
        ("454210005", "45421000", "repaired"),
        ("4543100-7", "45431000", "repaired"),
        ("3111000", "", "set_aside"),
        (3111000, "03111000", "repaired"),
        ("45", "45000000", "repaired"),
        ("00000000-1", "", "set_aside"),
        ("travaux", "", "set_aside"),
        ("", "", ""),
    ],
)
def test_cpv_codes(value: Any, kept: str, noted: str) -> None:
    margin = Margin()

    assert repairs.cpv(value, "codeCPV", margin) == kept
    assert kinds(margin) == noted


@pytest.mark.parametrize(
    ("value", "kept", "reason", "noted"),
    [
        ("21630113500010", "21630113500010", "", ""),
        ("216 301 135 00010", "21630113500010", "", "repaired"),
        (21630113500010, "21630113500010", "", "repaired"),
        (21630113500010.0, "21630113500010", "", "repaired"),
        ("35600000000048", "35600000000048", "", ""),
        ("00000000000000", "00000000000000", "Ce SIRET n’est fait que de zéros.", ""),
        ("21630113500011", "21630113500011", "La clé de ce SIRET est fausse.", ""),
        ("214356", "214356", "Ce SIRET a 6 chiffres au lieu de 14.", ""),
        ("216301135", "216301135", "C’est un SIREN (9 chiffres)", ""),
        ("FR12", "FR12", "Ce n’est pas un SIRET", ""),
        (None, "", "Le SIRET manque.", ""),
    ],
)
def test_sirets(value: Any, kept: str, reason: str, noted: str) -> None:
    margin = Margin()
    found, why = repairs.siret(value, "acheteur.id", margin)

    assert found == kept
    assert why.startswith(reason)
    assert bool(why) is bool(reason)
    assert kinds(margin) == noted


@settings(max_examples=500, deadline=None)
@given(
    digits=st.one_of(
        st.from_regex(r"\A[0-9]{14}\Z"), st.from_regex(r"\A356000000[0-9]{5}\Z"), st.text(max_size=15)
    )
)
def test_the_key_is_the_one_of_the_reference_library(digits: str) -> None:
    expected = len(digits) == 14 and digits.isascii() and digits.isdigit() and siret_number.is_valid(digits)

    assert repairs.is_siret(digits) == (expected and not digits.startswith("0" * 9))


def test_a_siret_that_lost_its_first_zeros_finds_them_again() -> None:
    margin = Margin()

    assert repairs.siret("5650171100115", "id", margin) == ("05650171100115", "")
    assert kinds(margin) == "repaired"


@pytest.mark.parametrize(
    ("value", "kept", "noted"),
    [
        ("Entretien", "Entretien", ""),
        ("  Entretien ", "Entretien", ""),
        ("ma\x9cuvre", "maœuvre", "repaired"),
        ("l\x92été", "l’été", "repaired"),
        ("rÃ©novation", "rénovation", "repaired"),
        ("Lots 1 &amp; 2", "Lots 1 & 2", "repaired"),
        ("a\x00b\x1fc", "abc", "repaired"),
        ("qualit\ufffd", "qualit\ufffd", "doubtful"),
        ("ligne 1\nligne 2", "ligne 1\nligne 2", ""),
        (12, "12", ""),
        ("NC", "", ""),
    ],
)
def test_texts(value: Any, kept: str, noted: str) -> None:
    margin = Margin()

    assert repairs.text(value, "objet", margin) == kept
    assert kinds(margin) == noted


@pytest.mark.parametrize(
    ("value", "kept", "noted"),
    [(12, 12, ""), ("12", 12, ""), (11.2, 12, "repaired"), ("NC", None, "set_aside"), (0, None, "set_aside")],
)
def test_months(value: Any, kept: int | None, noted: str) -> None:
    margin = Margin()

    assert repairs.months(value, "dureeMois", margin) == kept
    assert kinds(margin) == noted


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Clause sociale", (True, False, False)),
        ("clause sociale, critère social", (True, True, False)),
        ("Clause sociale;Marché réservé", (True, False, True)),
        ("Concession réservé", (False, False, True)),
        ("CRITERE SOCIAL", (False, True, False)),
        ("Pas de considération sociale", (False, False, False)),
        ("Sans objet", (False, False, False)),
        ("Économie circulaire", None),
    ],
)
def test_social_considerations(value: str, said: tuple[bool, bool, bool] | None) -> None:
    assert consideration(value) == said


def test_official_spellings_are_found_again() -> None:
    assert official("MARCHE") == "Marché"
    assert official("Maîtrise d’oeuvre") == "Maitrise d'œuvre"
    assert official("Autre chose") == "Autre chose"


@pytest.mark.parametrize(
    ("code", "kind", "department"),
    [
        ("63113", "Code commune", "63"),
        ("63000", "Code postal", "63"),
        ("20000", "Code postal", "2A"),
        ("20200", "Code postal", "2B"),
        ("2A004", "Code commune", "2A"),
        ("97430", "Code postal", "974"),
        ("63", "Code département", "63"),
        ("1", "Code département", "01"),
        ("971", "Code département", "971"),
        ("84", "Code région", ""),
        ("FR", "Code pays", ""),
        ("INO", "Code commune", ""),
    ],
)
def test_the_department_of_a_place(code: str, kind: str, department: str) -> None:
    assert department_of(code, kind) == department


def test_a_fingerprint_ignores_typography() -> None:
    assert fingerprint("Qualité de l’air  (œuvre)") == fingerprint("QUALITE DE L'AIR oeuvre")
