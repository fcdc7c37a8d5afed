"""The plan of a clause: typed, pasted, refused line by line, seen in what is expected."""

from datetime import date

import pytest

from clauses.compliance.schedule.plan_rules import read_plan, written
from clauses.compliance.schedule.queries import plans_of
from clauses.compliance.schedule.rules import Plan
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.conftest import Client, keep
from tests.factories_hours import make_running

START, END = date(2026, 3, 2), date(2028, 3, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("03/2027 ; 120", {date(2027, 3, 1): 7200}),
        ("3/2027\t7h30\n\n2027-04 : 1 200,5", {date(2027, 3, 1): 450, date(2027, 4, 1): 72_030}),
        ("03-2026 0\n04-2026 10", {date(2026, 3, 1): 0, date(2026, 4, 1): 600}),
    ],
)
def test_a_plan_is_read_as_it_is_typed_or_pasted(text, found):
    assert read_plan(text, START, END) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bonjour", "Ligne 1"),
        ("03/2027 ; 120\n13/2027 ; 5", "Ligne 2"),
        ("02/2026 ; 5", "hors de la clause"),
        ("04/2028 ; 5", "hors de la clause"),
        ("03/2027 ; 5\n3/2027 ; 6", "deux fois"),
        ("03/2027 ; 0", "au moins un mois"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text, said):
    with pytest.raises(RuleBroken, match=said):
        read_plan(text, START, END)


def test_a_plan_written_is_read_back():
    plan = Plan({date(2027, 3, 1): 450, date(2027, 4, 1): 72_030})
    assert read_plan(written(plan), START, END) == plan.months
    assert written(None) == ""


def test_a_plan_is_kept_changed_and_taken_away(client: Client) -> None:
    terms = make_running().terms
    keep()
    client.as_role(Role.FACILITATOR, db.session.get(Organisation, terms.lot.contract.body_id))
    typed = {"plan": "03/2027 ; 120", "source": "Planning de l’OPC", "form_key": "one"}
    client.post("schedule.edit", typed, terms_id=terms.id)
    assert plans_of([terms.id])[terms.id].months == {date(2027, 3, 1): 7200}
    assert "03/2027" in client.get("schedule.edit", terms_id=terms.id).one("textarea").text
    wrong = client.post("schedule.edit", typed | {"plan": "rien", "form_key": "two"}, terms_id=terms.id)
    assert (wrong.status, wrong.one("textarea").text.strip()) == (422, "rien")
    client.post("schedule.edit", typed | {"plan": "", "form_key": "three"}, terms_id=terms.id)
    assert plans_of([terms.id]) == {}
