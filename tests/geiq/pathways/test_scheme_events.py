"""Events count where a scheme says they do: held, of its kind and year, one of its organisations there."""

from datetime import date

from facilitator.access import Role
from facilitator.clock import today
from geiq.pathways.scheme_models import SchemeEventGoal
from geiq.pathways.schemes.event_queries import goals_of
from tests.conftest import Client
from tests.factories import add, make_body, make_organisation
from tests.factories_events import at, make_company_guest, make_event
from tests.factories_pathways import make_scheme
from worksites.events.guests.rules import Coming
from worksites.events.rules import EventKind, EventState

DAY = date(2026, 3, 12)


def test_an_event_of_the_scheme_counts_once_held_with_it_there(client: Client) -> None:
    body, lead = make_body(), make_organisation()
    scheme = make_scheme(body, lead_id=lead.id)
    add(SchemeEventGoal(scheme=scheme, kind=EventKind.JOB_DATING, number=2))
    times = {"starts_at": at(9, 0, DAY), "ends_at": at(12, 0, DAY)}
    counted = make_event(body, state=EventState.HELD, **times)
    make_company_guest(counted, lead, coming=Coming.PRESENT)
    for over in ({"state": EventState.ANNOUNCED}, {"kind": EventKind.SITE_VISIT, "state": EventState.HELD}):
        make_company_guest(make_event(body, **times | over), lead)
    make_company_guest(make_event(body, state=EventState.HELD, **times), lead, coming=Coming.ABSENT)
    make_event(body, state=EventState.HELD, **times)

    [row] = goals_of(scheme, 2026)
    assert [one.id for one in row.held] == [counted.id]
    assert (row.count, row.is_kept) == ("1 sur 2", False)
    assert goals_of(scheme, 2025)[0].held == ()


def test_a_scheme_says_once_how_many_of_a_kind(client: Client) -> None:
    body = make_body()
    scheme = make_scheme(body)
    client.as_role(Role.FACILITATOR, body)
    for _ in range(2):
        page = client.get("scheme_parts.add", scheme_id=scheme.id, word="evenements")
        sent = {"kind": "job_dating", "number": "3", "source": "Convention, article 4"}
        key = page.select("[name=form_key]")
        sent |= {"form_key": str(key[0]["value"])} if key else {}
        answer = client.post("scheme_parts.add", sent, scheme_id=scheme.id, word="evenements")
    assert "déjà un nombre" in answer.text
    page = client.get("schemes.show", scheme_id=scheme.id)
    assert f"Événements en {today().year}" in page.text
    assert "0 sur 3" in page.text
