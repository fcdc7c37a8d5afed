"""Signing in and out, end to end through the guard."""

from datetime import UTC, datetime

import pytest
import time_machine

from facilitator.access import Role
from facilitator.accounts.passwords import rules as password_rules
from facilitator.app import behind_proxies
from facilitator.audit.models import AuditEvent
from facilitator.clock import now
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_membership, make_organisation
from tests.factories_signin import (
    PASSWORD,
    make_member,
    make_user_with_password,
    present_code,
    saved_cookie,
    type_password,
    with_cookie,
)

HOME = "home.index"


def actions() -> list[str]:
    return [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]


def test_a_declarant_signs_in_with_a_password(client: Client) -> None:
    page = type_password(client, make_member().user)

    assert page.location == "/"
    assert client.follow(page).h1 == "Aujourd’hui"


def test_the_address_is_read_whatever_its_case_and_spaces(client: Client) -> None:
    user = make_member().user

    page = client.post("signin.check_password", {"email": f" {user.email.upper()} ", "password": PASSWORD})

    assert page.status == 302


def test_the_person_comes_back_to_the_page_she_asked_for(client: Client) -> None:
    asked = client.fetch("/?q=été")
    user = make_member().user
    page = client.fetch(asked.location)
    next_address = page.select("input[name=next]")[0]["value"]

    done = type_password(client, user, next=next_address)

    assert done.location == "/?q=%C3%A9t%C3%A9"


def count_verifications(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that argon2 is asked to verify from now on."""
    verified: list[str] = []

    class Counter(password_rules.PasswordHasher):
        def verify(self, stored: str, password: str) -> bool:
            verified.append(password)
            return super().verify(stored, password)

    monkeypatch.setattr(password_rules, "HASHER", Counter(1, 8, 1))
    return verified


@pytest.mark.parametrize("known", [True, False])
def test_a_refusal_says_the_same_and_works_as_much_whether_the_account_exists(
    client: Client, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = count_verifications(monkeypatch)
    user = make_member().user
    email = user.email if known else "inconnue@essai.example"

    page = client.post("signin.check_password", {"email": email, "password": "faux" * 5})

    assert page.status == 200
    assert "L’adresse ou le mot de passe ne convient pas" in page.errors
    assert len(verified) == 1


def test_a_wrong_password_is_never_sent_back(client: Client) -> None:
    page = type_password(client, make_member().user, "un secret très personnel")

    assert "un secret très personnel" not in page.html
    assert page.one("input[name=email]")["value"]


def test_after_ten_tries_even_the_right_password_waits_a_quarter_of_an_hour(client: Client) -> None:
    user = make_member().user
    with time_machine.travel(datetime(2026, 11, 3, 9, 0, tzinfo=UTC), tick=False) as clock:
        for _ in range(10):
            refused = type_password(client, user, "ce n’est pas le bon")
        locked = type_password(client, user)
        assert locked.errors == refused.errors
        assert actions().count("signin.locked") == 1
        assert "signin.refused_while_locked" in actions()

        clock.shift(15 * 60)
        assert type_password(client, user).status == 302


def test_a_complete_sign_in_forgets_the_former_failures(client: Client) -> None:
    user = make_member().user
    for _ in range(9):
        type_password(client, user, "ce n’est pas le bon")

    type_password(client, user)

    assert user.failed_tries == 0


def test_a_known_password_does_not_reset_the_count_before_the_second_factor(client: Client) -> None:
    user = make_member(Role.FACILITATOR, totp=True).user
    type_password(client, user)
    for _ in range(9):
        client.post("second.check_code", {"code": "000000"})

    type_password(client, user)
    client.post("second.check_code", {"code": "000000"})

    assert user.locked_until is not None
    assert client.post("second.check_code", {"code": present_code()}).status == 200


def test_one_address_cannot_try_everybody(client: Client) -> None:
    for number in range(50):
        client.post("signin.check_password", {"email": f"p{number}@essai.example", "password": "faux" * 5})

    page = type_password(client, make_member().user)

    assert page.status == 429


@pytest.mark.parametrize(("proxies", "status"), [("0", 429), ("1", 302)])
def test_an_address_told_by_a_header_counts_behind_our_own_proxy_alone(
    client: Client, proxies: str, status: int
) -> None:
    behind_proxies(client.app, int(proxies))
    token, user = client.token(), make_member().user
    typed = {"email": "inconnue@essai.example", "password": "faux" * 5, "csrf_token": token}
    for _ in range(50):
        client.ask("POST", "/connexion", data=typed, headers={"X-Forwarded-For": "192.0.2.1"})

    typed = {"email": user.email, "password": PASSWORD, "csrf_token": token}
    answer = client.ask("POST", "/connexion", data=typed, headers={"X-Forwarded-For": "192.0.2.2"})

    assert answer.status_code == status


def test_the_journal_names_nobody(client: Client) -> None:
    client.post("signin.check_password", {"email": "inconnue@essai.example", "password": "faux" * 5})
    type_password(client, make_member().user, "faux" * 5)

    events = db.session.query(AuditEvent).filter_by(action="signin.failed").all()

    assert len(events) == 2
    assert "@" not in str([event.details for event in events])


@pytest.mark.usefixtures("real_hashes")
def test_a_password_kept_with_older_parameters_is_hashed_again(client: Client) -> None:
    older = password_rules.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    user = make_member().user
    user.password_hash = older

    type_password(client, user)

    assert user.password_hash != older
    assert "m=19456,t=2,p=1" in user.password_hash


# --- second factor -------------------------------------------------------------------------------


def test_a_facilitator_without_factor_enrols_one_before_anything_else(client: Client) -> None:
    type_password(client, make_member(Role.FACILITATOR).user)

    page = client.get(HOME)

    assert page.location.startswith("/connexion/second-facteur")
    assert client.follow(page).location.startswith("/connexion/second-facteur/ajouter")


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.HEAD, Role.COMPANY_ADMIN, Role.PLATFORM_ADMIN])
def test_the_roles_that_hold_much_need_a_second_factor(client: Client, role: Role) -> None:
    type_password(client, make_member(role, totp=True).user)

    assert client.get(HOME).location.startswith("/connexion/second-facteur")

    client.post("second.check_code", {"code": present_code()})
    assert client.get(HOME).status == 200


def test_a_factor_that_exists_is_asked_even_where_the_role_demands_none(client: Client) -> None:
    type_password(client, make_member(Role.DECLARANT, totp=True).user)

    assert client.get(HOME).location.startswith("/connexion/second-facteur")


def test_half_a_sign_in_shows_no_menu_and_adds_no_factor(client: Client) -> None:
    type_password(client, make_member(Role.FACILITATOR, totp=True).user)

    for endpoint in ("second.choose", "second.new_totp", "second.codes"):
        assert client.get(endpoint).location.startswith("/connexion/second-facteur?"), endpoint
    assert client.post("second.renew_codes").status == 302
    assert client.post("second.add_totp", {"code": "000000"}).status == 302


# --- sessions ------------------------------------------------------------------------------------


def test_signing_out_kills_the_session_even_for_a_copied_cookie(client: Client) -> None:
    type_password(client, make_member().user)
    thief = with_cookie(client, saved_cookie(client))
    assert thief.get(HOME).status == 200

    assert client.follow(client.post("signin.sign_out")).h1 == "Vous êtes déconnecté"

    assert thief.get(HOME).status == 302
    assert client.get(HOME).status == 302
    assert client.post("signin.sign_out").status == 302


def test_a_cookie_planted_before_the_sign_in_is_worth_nothing_after(client: Client) -> None:
    client.get("signin.sign_in")
    planted = saved_cookie(client)

    type_password(client, make_member().user)

    assert with_cookie(client, planted).get(HOME).status == 302


def test_the_token_changes_with_the_second_factor(client: Client) -> None:
    type_password(client, make_member(Role.FACILITATOR, totp=True).user)
    half = with_cookie(client, saved_cookie(client))

    client.post("second.check_code", {"code": present_code()})

    assert client.get(HOME).status == 200
    assert half.get(HOME).location.startswith("/connexion?")


def test_a_session_dies_after_an_hour_of_idleness_and_after_twelve_hours(client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 3, 6, 0, tzinfo=UTC), tick=False) as clock:
        user = make_member().user
        type_password(client, user)
        for _ in range(12):
            clock.shift(59 * 60)
            assert client.get(HOME).status == 200
        clock.shift(13 * 60)
        assert client.get(HOME).status == 302

        type_password(client, user)
        clock.shift(60 * 60)
        assert client.get(HOME).status == 302


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client: Client) -> None:
    answer = client.ask("GET", "/connexion")

    flags = answer.headers["Set-Cookie"]
    assert "HttpOnly" in flags
    assert "SameSite=Lax" in flags
    assert answer.headers["Cache-Control"] == "no-store"


# --- memberships ---------------------------------------------------------------------------------


def test_somebody_with_several_roles_chooses_one_then_another(client: Client) -> None:
    user = make_user_with_password()
    first = make_membership(Role.DECLARANT, make_organisation(name="Bâti Sud"), user=user)
    make_membership(Role.DECLARANT, make_organisation(name="Bâti Nord"), user=user)
    type_password(client, user)

    page = client.follow(client.get(HOME))
    assert page.h1 == "Choisir un rôle"
    assert {"Bâti Sud", "Bâti Nord"} <= {tag.get_text() for tag in page.select("[data-own=no]")}
    before = with_cookie(client, saved_cookie(client))

    assert client.post("signin.take_membership", {"membership": first.id}).location == "/"
    assert client.get(HOME).status == 200
    assert before.get(HOME).status == 302


def test_the_membership_of_another_is_not_taken(client: Client) -> None:
    other = make_member(Role.PLATFORM_ADMIN)
    type_password(client, make_member().user)

    page = client.post("signin.take_membership", {"membership": other.id})

    assert page.status == 200
    assert "membership.chosen" not in actions()


def test_somebody_whose_last_role_was_revoked_is_told_so(client: Client) -> None:
    type_password(client, make_member(revoked_at=now()).user)

    page = client.follow(client.get(HOME))

    assert "plus aucun rôle ouvert" in page.text


def test_the_role_page_needs_the_second_factor_that_exists(client: Client) -> None:
    user = make_member(Role.FACILITATOR, totp=True).user
    make_membership(Role.DECLARANT, user=user)
    type_password(client, user)

    assert client.get("signin.choose_membership").location.startswith("/connexion/second-facteur")
    assert client.post("signin.take_membership", {"membership": 1}).location == "/connexion/second-facteur"


@pytest.mark.parametrize("endpoint", ["signin.choose_membership", "second.challenge", "second.new_totp"])
def test_a_step_of_the_sign_in_needs_its_beginning(client: Client, endpoint: str) -> None:
    assert client.get(endpoint).location == "/connexion"
