"""The kick-off kit: hours and people on one page, dates that a calendar reads, one message."""

from datetime import date

from icalendar import Calendar

from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.kick_off.rules import Kit, Share, days_of, mail_of, steps
from clauses.contracts.models import Commitment
from clauses.contracts.rules import Party, ReportingPeriod, Stage
from facilitator.access import Role
from facilitator.accounts.models import Contact, Organisation
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client, keep
from tests.factories import add
from tests.factories_contracts import make_commitment
from tests.factories_hours import make_running

SHARE = Share(
    "Lot 1, Gros œuvre", 49_980, "Titulaire", ("RSA",), ("Embauche directe",), ReportingPeriod.MONTHLY, ""
)
KIT = Kit(
    1, "2026-01", "Réhabilitation", "Logis", 7, "Maçonnerie", "Métropole", "Lucie", "lucie@exemple.fr",
    date(2026, 3, 2), date(2028, 3, 1), date(2026, 3, 20), 10, (SHARE,),
)  # fmt: skip


def test_the_first_dues_follow_the_reporting_period():
    assert [due for _, due in KIT.dues] == [date(2026, 4, 10), date(2026, 5, 10), date(2026, 6, 10)]
    quarterly = Kit(**vars(KIT) | {"shares": (Share(**vars(SHARE) | {"period": ReportingPeriod.QUARTERLY}),)})
    assert [due for _, due in quarterly.dues] == [date(2026, 4, 10), date(2026, 7, 10), date(2026, 10, 10)]
    assert len({day.key for day in days_of(quarterly)}) == 5


def test_the_message_says_hours_people_steps_and_days():
    subject, text = mail_of(KIT)
    assert subject.endswith("(2026-01)")
    assert "833\u00a0h" in text
    assert KIT.people in text
    assert "20/03/2026" in text
    assert all(step in text for step in steps(KIT))
    later = Kit(**vars(KIT) | {"kick_off_on": None, "ends_on": None})
    assert "Attendez la date" in next(iter(steps(later)))
    assert list(days_of(later)) == []


def running(client: Client, role: Role = Role.FACILITATOR) -> Commitment:
    commitment = make_running(contract={"stage": Stage.KICK_OFF, "kick_off_on": date(2026, 3, 20)})
    add(Contact(organisation=commitment.organisation, rank=1, name="Paul Réjou", email="paul@exemple.fr"))
    keep()
    contract = commitment.terms.lot.contract
    body = db.session.get(Organisation, contract.body_id)
    client.as_role(role, commitment.organisation if role is Role.DECLARANT else body)
    return commitment


def test_a_company_reads_its_kit_and_takes_its_dates(client: Client) -> None:
    commitment = running(client, Role.DECLARANT)
    contract_id = commitment.terms.lot.contract_id
    args = {"contract_id": contract_id, "company_id": commitment.organisation_id}
    page = client.get("kick_off.show", **args)
    assert "833 h" in page.text
    assert "Envoyer le kit" not in page.text
    read = Calendar.from_ical(client.web.get(client.url("kick_off.dates", **args)).data)
    assert date(2026, 3, 20) in [event["dtstart"].dt for event in read.walk("VEVENT")]


def test_the_kit_is_sent_once_and_told(client: Client) -> None:
    commitment = running(client)
    args = {"contract_id": commitment.terms.lot.contract_id, "company_id": commitment.organisation_id}
    assert "paul@exemple.fr" in client.get("kick_off.show", **args).text
    for _ in range(2):
        client.post("kick_off.send_kit", {"form_key": "one"}, **args)
    assert db.session.query(OutboxMessage).count() == 1
    assert db.session.query(Exchange).one().summary == "Kit de démarrage envoyé."


def test_without_contact_it_says_what_to_do(client: Client) -> None:
    commitment = make_running()
    keep()
    contract = commitment.terms.lot.contract
    client.as_role(Role.FACILITATOR, db.session.get(Organisation, contract.body_id))
    args = {"contract_id": contract.id, "company_id": commitment.organisation_id}
    client.post("kick_off.send_kit", {"form_key": "one"}, **args)
    assert "pas de contact" in client.get("kick_off.show", **args).text
    assert db.session.query(OutboxMessage).count() == 0


def test_several_companies_have_each_their_kit(client: Client) -> None:
    commitment = running(client)
    other = make_commitment(commitment.terms, party=Party.JOINT_CONTRACTOR, minutes=600)
    keep()
    page = client.get("kick_off.index", contract_id=commitment.terms.lot.contract_id)
    assert other.organisation.name in page.text
    assert len(page.select("main .rows li")) == 2
