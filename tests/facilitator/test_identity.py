"""No social-security number anywhere: the shape, and every text field of every form of the house."""

from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from hypothesis import given
from hypothesis import strategies as some
from wtforms import SelectField, StringField

from facilitator.forms import Form
from facilitator.identity import FORBIDDEN, has_nir, refuse_nir
from facilitator.words import RuleBroken
from tests.house import modules

NIR = "1 85 05 78 006 084 91"


@pytest.mark.parametrize(
    "text",
    [
        "185057800608491",
        "1850578006084",
        NIR,
        "1 85 05 78 006 084",
        "1.85.05.78.006.084.91",
        "1-85-05-78-006-084",
        "1\u00a085\u00a005\u00a078\u00a0006\u00a0084\u00a091",
        "1\u202f85\u202f05\u202f78\u202f006\u202f084",
        "Son numéro : 1850578006084, à vérifier",
        "NIR1850578006084",
        "dossier 12 1850578006084",
        "2 55 08 2A 004 123",
        "255082b004123",
        "2 95 10 99 126 111 93",
        "253072A07300443",
        "185 0578 006084 91",
        "1 8 5 0 5 7 8 0 0 6 0 8 4",
        "１８５０５７８００６０８４",
        "185057\u200b8006084",
        "3 85 32 99 126 111",
        "7 85 05 78 006 084",
    ],
)
def test_what_is_shaped_like_a_social_security_number_is_seen(text: str) -> None:
    assert has_nir(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Camille Essai",
        "42073014500018",
        "420 730 145 00018",
        "SIRET 130 005 481 00010, APE 8411Z",
        "06 12 34 56 78",
        "+33 6 12 34 56 78",
        "06 12 34 56 78 ou 04 73 12 34 56",
        "FR76 3000 6000 0112 3456 7890 189",
        "FR7630006000011234567890189",
        "FR1420041010050500013M02606",
        "2026-0412-34567",
        "Marché 2025-071-0042",
        "12.05.2026 - 14.06.2026",
        "du 2026-03-02 au 2026-03-31",
        "151 151 152 140 120",
        "3017620422003",
        "356938035643809",
        "1234567890",
        "63113",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert not has_nir(text)


@given(
    some.from_regex(r"[12][0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[1-8][0-9]|9[0-5])[0-9]{6}", fullmatch=True),
    some.data(),
)
def test_spaces_do_not_hide_it(digits: str, data: Any) -> None:
    gaps = data.draw(some.lists(some.sampled_from(["", " ", ".", "-", "\u00a0"]), min_size=12, max_size=12))
    spaced = digits[0] + "".join(gap + digit for gap, digit in zip(gaps, digits[1:], strict=True))

    assert has_nir(spaced)


@given(some.integers(0, 9_999_999_999), some.integers(0, 99999))
def test_ten_figures_or_fewer_are_never_one(number: int, other: int) -> None:
    assert not has_nir(str(number))
    assert not has_nir(f"le {other} à 12 h")


def test_the_refusal_names_its_field() -> None:
    with pytest.raises(RuleBroken, match="interdit ici") as refused:
        refuse_nir(NIR, "notes")

    assert refused.value.field == "notes"


def forms() -> list[type[Form]]:
    """Every form of the house."""
    for module in modules():
        if module.path.stem.endswith(("forms", "views")):
            import_module(module.name)
    found, waiting = [], [FlaskForm]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.__module__.split(".")[0] not in {"flask_wtf", "tests"} and one is not Form:
            found.append(one)
    return sorted(found, key=lambda form: (form.__module__, form.__name__))


def test_every_form_is_one_of_the_house() -> None:
    assert [form for form in forms() if not issubclass(form, Form)] == []


def test_every_text_field_refuses_a_social_security_number(app: Flask) -> None:
    seen, missed = 0, []
    for form_class in forms():
        with app.test_request_context(method="POST"):
            names = [field.name for field in form_class() if isinstance(field, StringField)]
        for name in names:
            with app.test_request_context(method="POST", data={name: f"Voir {NIR}"}):
                form = form_class()
                for field in form:
                    if isinstance(field, SelectField) and field.choices is None:
                        field.choices = {}
                seen += 1
                if form.validate() or FORBIDDEN not in form[name].errors:
                    missed.append(f"{form_class.__name__}.{name}")

    assert seen > 50
    assert missed == []
