"""The dated settings, with and without an asker; the catalogue is whole."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from clauses.parameters.catalogue.rules import CATALOGUE, PARAMETERS, whole
from clauses.parameters.models import BodyParameter
from clauses.parameters.queries import settings_for
from clauses.parameters.rules import Parameter
from facilitator.accounts.models import Organisation
from facilitator.clock import now
from facilitator.words import RuleBroken
from tests.factories import add, make_body, make_user

KEY = "eligibility_months"


def own_value(body: Organisation, value: str | None, since: date) -> None:
    """The body sets its own duration from a day on."""
    add(
        BodyParameter(
            body_id=body.id, key=KEY, value=value, valid_from=since, source="Délibération",
            author_id=make_user().id, made_at=now(),
        )
    )  # fmt: skip


def test_the_value_of_a_day_is_the_body_s_own_from_its_date_on(app: Flask) -> None:
    body, other = make_body(), make_body()
    own_value(body, "12", date(2026, 6, 1))
    own_value(body, None, date(2026, 9, 1))
    assert whole(settings_for(body.id, date(2026, 5, 31)), KEY) == 24
    assert whole(settings_for(body.id, date(2026, 6, 1)), KEY) == 12
    assert whole(settings_for(body.id, date(2026, 9, 1)), KEY) == 24
    assert whole(settings_for(other.id, date(2026, 6, 1)), KEY) == 24


def test_what_sources_disagree_on_names_them_and_what_nobody_published_is_to_be_confirmed() -> None:
    assert not CATALOGUE[KEY].confirmed
    for key, words in (("youth_age", ("grafie", "cie84")), ("senior_age", ("45 ans", "50 ans"))):
        assert all(word in CATALOGUE[key].source for word in words)


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.key)
def test_a_parameter_has_its_source_its_date_and_a_default_in_its_range(parameter: Parameter) -> None:
    assert CATALOGUE[parameter.key] is parameter
    assert all((parameter.source, parameter.dated))
    if not parameter.choices:
        parameter.check(parameter.default)


def test_months_are_whole() -> None:
    with pytest.raises(RuleBroken, match="nombre entier"):
        CATALOGUE[KEY].check(Decimal("23.5"))
