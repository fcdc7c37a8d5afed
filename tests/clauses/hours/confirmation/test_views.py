"""An agency and its client see the same line: two matching figures need no facilitator, a gap goes to him."""

from datetime import date

import pytest

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, submit, touched
from clauses.hours.ledger.rules import State
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import ContractType, EmployerKind
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.db import db
from tests.clauses.hours.statements.test_act_views import form_of
from tests.clauses.hours.statements.test_views import body_of
from tests.conftest import Client, keep
from tests.factories import make_organisation
from tests.factories_hours import make_employment, make_statement
from tests.factories_links import make_link, open_link

WORK = MinutesKind.WORK


@pytest.fixture
def agency(app: object) -> Organisation:
    return make_organisation(OrganisationKind.TEMP_AGENCY, name="Agence Essai")


@pytest.fixture
def lent(agency: Organisation) -> Employment:
    """Somebody whom the agency lends to a company."""
    statement = make_statement()
    over = {"employer": agency, "employer_kind": EmployerKind.ETTI, "contract_type": ContractType.TEMPORARY}
    return make_employment(statement.commitment, **over)


def month_of(lent: Employment) -> Statement:
    return db.session.query(Statement).filter_by(commitment_id=lent.assignments[0].commitment_id).one()


def send(lent: Employment, minutes: int = 6000) -> Statement:
    """The company sends its month."""
    statement = month_of(lent)
    put_line(statement, lent, WORK, minutes)
    touched(statement)
    submit([statement], "Camille Essai")
    keep()
    return statement


def open_as(client: Client, link: TaskLink) -> None:
    """This browser comes by the link."""
    keep()
    name, _, value = open_link(client.app, link).partition("=")
    client.web.set_cookie(name, value, domain="localhost")


def confirm(client: Client, statement: Statement, **said: str) -> None:
    """The agency answers."""
    held = form_of(client, "confirmations.show", statement_id=statement.id)
    client.post("confirmations.show", held | said, statement_id=statement.id)


def test_two_matching_figures_validate_by_themselves(
    client: Client, lent: Employment, agency: Organisation
) -> None:
    statement = send(lent)
    client.as_role(Role.PARTNER, agency)
    assert "1 mois à confirmer" in client.get("home.index").text.replace("\u00a0", " ")
    page = client.get("confirmations.show", statement_id=statement.id)
    assert "100 h" in page.text.replace("\u00a0", " ")
    confirm(client, statement, act="same")
    assert (statement.state, statement.validated_by_id) == (State.VALIDATED, None)
    assert statement.counted_minutes == 6000


def test_either_may_come_first(client: Client, lent: Employment, agency: Organisation) -> None:
    statement = month_of(lent)
    client.as_role(Role.PARTNER, agency)
    page = client.get("confirmations.show", statement_id=statement.id)
    assert "pas encore déclaré" in page.text
    confirm(client, statement, **{f"h-{lent.id}-work": "100 h"})
    assert statement.state is State.EXPECTED
    assert send(lent).state is State.VALIDATED


def test_a_gap_goes_to_the_facilitator_with_both_values(
    client: Client, lent: Employment, agency: Organisation
) -> None:
    statement = send(lent)
    client.as_role(Role.PARTNER, agency)
    confirm(client, statement, **{f"h-{lent.id}-work": "95"})
    assert statement.state is State.SUBMITTED
    client.as_role(Role.FACILITATOR, body_of(statement))
    page = client.get("queue.index")
    assert "100 h selon l’entreprise, 95 h selon Agence Essai" in page.text.replace("\u00a0", " ")
    assert not page.select("input[name=choix][checked]")


def test_what_is_not_lent_by_the_asker_is_not_there(
    client: Client, lent: Employment, agency: Organisation
) -> None:
    statement = send(lent)
    own = make_employment(statement.commitment)
    client.as_role(Role.PARTNER, make_organisation(OrganisationKind.TEMP_AGENCY))
    assert client.get("confirmations.show", statement_id=statement.id).status == 404
    client.as_role(Role.PARTNER, agency)
    assert own.participant.family_name not in client.get("confirmations.show", statement_id=statement.id).text
    confirm(client, statement, **{f"h-{own.id}-work": "10"})
    assert statement.state is State.SUBMITTED


def test_the_list_and_its_file_say_the_same(client: Client, lent: Employment, agency: Organisation) -> None:
    statement = send(lent)
    client.as_role(Role.PARTNER, agency)
    for page in (client.get("confirmations.index"), client.get("confirmations.index", a_faire="oui")):
        assert statement.organisation.name in page.text
        assert "À confirmer" in page.text
    assert "100,00" in client.get("confirmations.index_file", ending="csv").html


def test_the_link_of_a_reminder_confirms_the_months_that_it_opens(
    client: Client, lent: Employment, agency: Organisation
) -> None:
    statement = send(lent)
    body = db.session.get_one(Organisation, statement.body_id)
    open_as(client, make_link(body, agency, [statement.month])[0])

    listed = client.get("declaring.index")
    assert "1 mois à confirmer" in listed.text.replace("\u00a0", " ")
    assert "export.csv" not in client.get("confirmations.index").html
    assert client.get("confirmations.index_file", ending="csv").status == 404
    confirm(client, statement, act="same")
    assert (statement.state, statement.validated_by_id) == (State.VALIDATED, None)


def test_a_link_confirms_nothing_of_another_month_body_or_employer(
    client: Client, lent: Employment, agency: Organisation
) -> None:
    statement = send(lent)
    body = db.session.get_one(Organisation, statement.body_id)
    later = [date(statement.month.year, statement.month.month - 1, 1)]
    for link in (
        make_link(body, agency, later)[0],
        make_link(body, agency, [], purpose="candidates")[0],
        make_link(None, agency, [statement.month])[0],
        make_link(body, statement.organisation, [statement.month])[0],
    ):
        open_as(client, link)
        assert client.get("confirmations.show", statement_id=statement.id).status == 404
        assert lent.participant.family_name not in client.get("confirmations.index").html
