"""The page of a person without an account: who makes it, what opens it, what it says, what closes it."""

import re
from datetime import timedelta

import pytest
import time_machine

from facilitator.access import Role
from facilitator.accounts.models import Membership, Organisation
from facilitator.audit.models import AuditEvent
from facilitator.clock import now
from facilitator.db import db
from facilitator.languages.rules import Tongue
from facilitator.mail.models import OutboxMessage
from geiq.pathways.models import Pathway
from geiq.pathways.page.models import PageLink
from geiq.pathways.page.queries import link_of
from geiq.pathways.page.rules import PageState
from tests.conftest import Client
from tests.factories import make_body, make_contact
from tests.factories_closing import make_worked
from tests.factories_hours import make_running
from tests.factories_pathways import a_day, make_page, make_pathway, make_scheme, make_step
from tests.page import Page
from tests.papers import boxes_in, read_paper


@pytest.fixture
def me(client: Client) -> Membership:
    return client.as_role(Role.FACILITATOR, make_body())


@pytest.fixture
def pathway(me: Membership) -> Pathway:
    body = db.session.get_one(Organisation, me.organisation_id)
    make_contact(body, name="Accueil", phone="+33465710001")
    person = make_worked(make_running(body), minutes=7_380).participant
    person.family_name, person.given_name = "Zuhal", "Amina"
    person.email, person.phone = "amina@courriel.example", "+33600000000"
    row = make_pathway(make_scheme(body, name="Dispositif Passerelle"), me.user, participant=person)
    make_step(row, title="Visiter le chantier", due_on=a_day(3), at="09:30", place="La Gauthière")
    return row


def made(client: Client, pathway: Pathway, tongue: str = "fr") -> tuple[Page, str, str]:
    """The page that tells the address and the code, and both."""
    page = client.post("page_links.make", {"tongue": tongue}, pathway_id=pathway.id)
    form = page.select("form[action$='papier.pdf']")[0]
    held = {tag["name"]: str(tag["value"]) for tag in form.select("input[type=hidden]")}
    return page, held["pointer"], held["code"]


def typed(client: Client, pointer: str, code: str) -> Page:
    return client.post("own_page.enter", {"code": code}, pointer=pointer)


def events(action: str) -> int:
    return db.session.query(AuditEvent).filter_by(action=action).count()


def test_an_address_and_a_code_are_told_once_and_the_base_holds_neither(
    client: Client, pathway: Pathway
) -> None:
    page, pointer, code = made(client, pathway, "ti")

    link = db.session.query(PageLink).one()
    assert f"/moi/{pointer}" in page.text
    assert page.one(".slip-door-head img")["src"].startswith("data:image/svg+xml")
    assert f"{code[:3]} {code[3:]}" in page.text.replace("\u00a0", " ")
    assert "Zuhal" not in "".join(tag.get_text() for tag in page.select("article.slip"))
    assert code not in (link.sealed, link.pointer_hash)
    assert pointer not in (link.sealed, link.pointer_hash)
    assert link.tongue is Tongue.TIGRINYA
    again = client.get("pathways.show", pathway_id=pathway.id)
    assert pointer not in again.html
    assert "Ouverte" in again.text


def test_the_paper_holds_the_address_and_the_code_on_one_page(client: Client, pathway: Pathway) -> None:
    _, pointer, code = made(client, pathway, "ps")

    told = client.ask(
        "POST",
        client.url("page_links.paper", pathway_id=pathway.id),
        data={"pointer": pointer, "code": code, "csrf_token": client.token()},
    )

    text = read_paper(told.get_data()).whole
    assert pointer in text.replace(" ", "")
    assert boxes_in(told.get_data()) == 0
    assert "Zuhal" not in text


def test_the_address_alone_opens_nothing_and_reading_it_changes_nothing(
    client: Client, pathway: Pathway
) -> None:
    pointer, _ = make_page(pathway, Tongue.DARI)
    client.web.delete_cookie("facilitator")

    for _ in range(3):
        page = client.get("own_page.show", pointer=pointer)

    assert page.status == 200
    assert page.one("div.slip")["dir"] == "rtl"
    assert "Gauthière" not in page.html
    assert "Amina" not in page.html
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.response.headers["X-Robots-Tag"]
    assert page.one("meta[name=robots]")["content"] == "noindex, nofollow"
    assert page.response.headers["Referrer-Policy"] == "same-origin"
    assert not page.select("a[href^=http]")
    link = link_of(pointer)
    assert link is not None
    assert (link.tries, link.opened_at) == (0, None)


def test_the_code_opens_her_page_and_it_says_no_more_than_the_paper(client: Client, pathway: Pathway) -> None:
    pointer, code = make_page(pathway, Tongue.AR)
    client.web.delete_cookie("facilitator")

    page = client.follow(typed(client, pointer.upper(), f"{code[:3]} {code[3:]}"))

    slip = page.one("article.slip")
    assert (slip["lang"], slip["dir"]) == ("ar", "rtl")
    assert "123" in page.text
    assert "Visiter le chantier" in page.text
    assert "La Gauthière" in page.text
    assert "Amina" in page.text
    for hidden in ("Zuhal", "Passerelle", "Frein", "Diagnostic"):
        assert hidden not in page.html, hidden
    assert "Мої" not in page.text
    assert "Наступний" not in page.text
    other = client.get("own_page.show", pointer=pointer, langue="uk")
    assert other.one("article.slip")["lang"] == "uk"
    assert events("page.opened") == 1


def test_a_text_that_speaks_of_health_is_left_out_and_whoever_hands_it_is_told(
    client: Client, pathway: Pathway
) -> None:
    step = pathway.steps[0]
    step.title, step.place, step.contact = (
        "Bilan à l’hôpital",
        "Accueil Passerelle, Dispositif Passerelle",
        "Dr Zuhal",
    )

    page, pointer, code = made(client, pathway)
    hers = client.follow(typed(client, pointer, code))

    assert "Bilan à l’hôpital" in page.one(".banner-warn").get_text()
    for hidden in ("hôpital", "Passerelle", "Zuhal"):
        assert hidden not in "".join(tag.get_text() for tag in hers.select("main"))
    assert "09:30" in hers.text
    assert "04 65 71 00 01" in hers.text.replace("\u00a0", " ")


def test_five_wrong_codes_lock_it_and_its_follower_is_told(
    client: Client, pathway: Pathway, me: Membership
) -> None:
    pointer, code = make_page(pathway)
    client.web.delete_cookie("facilitator")
    wrong = f"{(int(code) + 1) % 10**6:06d}"

    nothing = [typed(client, pointer, text).status for text in ("", "abc", code[:5], f"{code}1", " ", "0")]
    answers = [typed(client, pointer, wrong).status for _ in range(5)]

    assert nothing == [422] * 6
    assert answers == [422, 422, 422, 422, 404]
    assert typed(client, pointer, code).status == 404
    assert client.get("own_page.show", pointer=pointer).status == 404
    assert (events("page.code_refused"), events("page.locked"), events("page.opened")) == (4, 1, 0)
    client.sign_in(me)
    assert db.session.query(PageLink).one().state is PageState.LOCKED
    home = client.get("home.index")
    assert "page d’une personne est bloquée" in home.text
    listed = client.get("pathways.index", suivi="moi", page="bloquee")
    assert "Zuhal" in listed.text


def test_a_right_code_forgets_the_wrong_ones(client: Client, pathway: Pathway) -> None:
    pointer, code = make_page(pathway)
    for _ in range(4):
        typed(client, pointer, f"{(int(code) + 1) % 10**6:06d}")

    typed(client, pointer, code)

    link = link_of(pointer)
    assert link is not None
    assert link.tries == 0
    assert link.opened_at is not None


def test_what_was_cancelled_and_what_never_was_answer_alike(client: Client, pathway: Pathway) -> None:
    first, _ = make_page(pathway)
    second, code = make_page(pathway)
    opened = client.follow(typed(client, second, code))
    assert opened.status == 200
    client.follow(client.post("page_links.cancel", {}, pathway_id=pathway.id))

    said = {client.get("own_page.show", pointer=one).text for one in (first, second, "abcd-efgh", "é", "%00")}

    assert len(said) == 1
    assert "لم يعد يفتح" in said.pop()
    assert typed(client, second, code).status == 404


@pytest.mark.parametrize("ended", [True, False])
def test_the_address_ends_with_the_pathway(client: Client, pathway: Pathway, ended: bool) -> None:
    pointer, code = make_page(pathway)
    client.follow(typed(client, pointer, code))
    if ended:
        client.post(
            "pathway_steps.leave",
            {"exit": "moved_away", "ended_on": a_day(0).isoformat()},
            pathway_id=pathway.id,
        )
    days = 0 if ended else (pathway.planned_end_on - a_day(0)).days + 1

    with time_machine.travel(now() + timedelta(days=days), tick=False):
        assert client.get("own_page.show", pointer=pointer).status == 404
        assert typed(client, pointer, code).status == 404


def test_an_opened_page_closes_by_itself_and_at_a_press(client: Client, pathway: Pathway) -> None:
    pointer, code = make_page(pathway)
    client.web.delete_cookie("facilitator")
    client.follow(typed(client, pointer, code))

    with time_machine.travel(now() + timedelta(minutes=31), tick=False):
        assert "Gauthière" not in client.get("own_page.show", pointer=pointer).html
    assert "Gauthière" in client.get("own_page.show", pointer=pointer).html
    client.post("own_page.leave", {}, pointer=pointer)
    assert "Gauthière" not in client.get("own_page.show", pointer=pointer).html


def test_the_address_is_sent_without_its_code_once(client: Client, pathway: Pathway) -> None:
    _, pointer, code = made(client, pathway, "uk")
    held = {"pointer": pointer, "code": code, "par": "mail"}

    pages = [client.post("page_links.send_address", held, pathway_id=pathway.id) for _ in range(2)]

    message = db.session.query(OutboxMessage).filter_by(to="amina@courriel.example").one()
    assert re.search(rf"/moi/{pointer}$", message.text, re.M)
    for hidden in (code, "Amina", "Zuhal", "Passerelle"):
        assert hidden not in message.text + message.subject
    assert "sans le code" in pages[-1].text
    assert f"{code[:3]}\u00a0{code[3:]}" in pages[-1].html
    sms = client.post("page_links.send_address", held | {"par": "sms"}, pathway_id=pathway.id)
    assert sms.status == 200
    assert db.session.query(OutboxMessage).filter_by(to="+33600000000").one().text.endswith(pointer)
    assert client.post("page_links.send_address", held | {"par": "fax"}, pathway_id=pathway.id).status == 404


def test_whoever_does_not_follow_makes_nothing_and_nobody_hands_another_s_address(
    client: Client, pathway: Pathway, me: Membership
) -> None:
    _, pointer, code = made(client, pathway)
    other = make_pathway(make_scheme(db.session.get_one(Organisation, me.organisation_id)), me.user)
    held = {"pointer": pointer, "code": code}

    assert client.post("page_links.paper", held, pathway_id=other.id).status == 302
    assert client.post("page_links.paper", held | {"code": "000000"}, pathway_id=pathway.id).status == 302
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, me.organisation_id))
    assert client.get("page_links.make", pathway_id=pathway.id).status == 404
    assert client.post("page_links.cancel", {}, pathway_id=pathway.id).status == 404
    client.as_role(Role.HEAD)
    assert client.post("page_links.cancel", {}, pathway_id=pathway.id).status == 404
    client.as_role(Role.HEAD, db.session.get_one(Organisation, me.organisation_id))
    assert client.post("page_links.cancel", {}, pathway_id=pathway.id).status == 302
    assert link_of(pointer) is None
