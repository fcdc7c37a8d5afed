"""How often: by the link of a message, by a mail reader's one click, from one's account."""

from flask import Flask

from facilitator.access import Role
from facilitator.mail.digests.queries import choose, frequency_of, token_of
from facilitator.mail.digests.rules import Frequency
from tests.conftest import Client

TO = "camille@essai.example"
BY_THEIR_ADDRESS = ("guest_answers.say", "guest_openings.ask")
"""A guest's own page: 128 bits that nobody else has are its proof, and no referrer tells them; no cookie of a
browser gives the post anything more, so that a token would guard nothing."""


def test_the_link_shows_and_changes_nothing_by_itself(client: Client, app: Flask) -> None:
    page = client.get("digests.show", token=token_of(TO))

    assert TO in page.text
    assert frequency_of(TO) is Frequency.DAILY
    assert client.get("digests.show", token="x").status == 404


def test_the_choice_is_kept(client: Client, app: Flask) -> None:
    page = client.follow(client.post("digests.choose", {"frequency": "immediate"}, token=token_of(TO)))

    assert "C’est enregistré." in page.text
    assert frequency_of(TO) is Frequency.IMMEDIATE
    assert "Il y a un problème" in client.post("digests.choose", {"frequency": "x"}, token=token_of(TO)).text


def test_a_mail_reader_unsubscribes_in_one_click_without_cookies(client: Client, app: Flask) -> None:
    bare = app.test_client(use_cookies=False)
    url = client.url("digests.choose", token=token_of(TO))
    for _ in range(2):
        answer = bare.post(url, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200

    assert frequency_of(TO) is Frequency.NONE
    assert bare.post(client.url("digests.choose", token="x")).status_code == 404


def test_no_other_view_is_open_to_a_post_without_token(app: Flask) -> None:
    exempt = [name for name, view in app.view_functions.items() if getattr(view, "one_click", False)]

    assert sorted(exempt) == ["digests.choose", *sorted(BY_THEIR_ADDRESS)]


def test_an_account_finds_its_choice(client: Client, app: Flask) -> None:
    user = client.as_role(Role.FACILITATOR).user
    choose(user.email, Frequency.IMMEDIATE)

    page = client.get("profile.index")

    assert "Chaque nouvelle tout de suite" in page.text
    assert client.fetch(page.one("a[href^='/nouvelles/']")["href"]).status == 200  # type: ignore[arg-type]
