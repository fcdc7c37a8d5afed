"""The doors of the demonstration open there, and exist nowhere else."""

import pyotp
import pytest
from sqlalchemy import update

from facilitator.access import EVERY_ROLE
from facilitator.accounts.demonstration.demo import build_accounts, build_organisations
from facilitator.accounts.demonstration.rules import DOORS, Door
from facilitator.accounts.signin.models import SignInSession
from facilitator.app import create_app
from facilitator.db import Installation, db, unaudited
from tests.conftest import Client, keep


def test_the_sign_in_page_of_a_demonstration_offers_a_door_for_each_role(demo_client: Client) -> None:
    page = demo_client.get("signin.sign_in")
    for role in EVERY_ROLE:
        assert role.label in page.text
    assert len(page.select(".demo-doors form")) == len(DOORS)


@pytest.mark.parametrize("door", [door for door in DOORS if len(door.memberships) == 1], ids=lambda d: d.key)
def test_one_click_and_the_newcomer_is_inside(demo_client: Client, door: Door) -> None:
    page = demo_client.follow(demo_client.post("demonstration.enter", key=door.key))
    assert page.status == 200
    row = db.session.query(SignInSession).one()
    assert row.user.email == door.email
    assert row.second_factor_at is not None


def test_who_has_two_roles_picks_one_first(demo_client: Client) -> None:
    home = demo_client.follow(demo_client.post("demonstration.enter", key="deux-roles"))
    assert home.location.startswith(demo_client.url("signin.choose_membership"))


@pytest.mark.parametrize("door", DOORS, ids=lambda d: d.key)
def test_a_script_signs_in_with_the_published_password_and_code(demo_client: Client, door: Door) -> None:
    sent = {"email": door.email, "password": door.password}
    page = demo_client.post("signin.check_password", sent)
    assert page.status == 302
    code = pyotp.TOTP(door.totp_secret).now()
    assert demo_client.post("second.check_code", {"code": code}).status == 302
    row = db.session.query(SignInSession).one()
    assert row.user.email == door.email
    assert row.second_factor_at is not None


def test_there_is_no_door_without_a_name(demo_client: Client) -> None:
    assert demo_client.post("demonstration.enter", key="tresorier").status == 404


def test_a_door_opens_only_by_post(demo_client: Client) -> None:
    assert demo_client.fetch(demo_client.url("demonstration.enter", key="facilitatrice")).status in (404, 405)


def build_the_same_accounts() -> None:
    build_organisations()
    build_accounts()
    db.session.commit()


def test_no_other_database_has_doors_even_with_the_same_accounts(client: Client) -> None:
    build_the_same_accounts()
    assert not client.get("signin.sign_in").select(".demo-doors")
    for door in DOORS:
        assert client.post("demonstration.enter", key=door.key).status == 404
    assert db.session.query(SignInSession).count() == 0


def test_no_environment_variable_opens_the_doors(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DEMO", "IS_DEMO", "DEMONSTRATION"):
        monkeypatch.setenv(f"FACILITATOR_{name}", "1")
    url = client.app.config["DATABASE_URL"]
    again = create_app(SECRET_KEY="s" * 40, DATABASE_URL=url, IS_DEMO=True, DEMO=True)
    with again.app_context():
        assert not again.extensions["is_demo"]()
        db.session.close()
        db.engine.dispose()


def test_a_real_database_cannot_become_a_demonstration(client: Client) -> None:
    db.session.get_one(Installation, 1).is_demo = True
    with pytest.raises(RuntimeError, match="birth"), unaudited(db.session, "an attempt"):
        db.session.commit()
    db.session.rollback()
    with pytest.raises(RuntimeError, match="birth"), unaudited(db.session, "an attempt"):
        db.session.execute(update(Installation).values(is_demo=True))
    db.session.rollback()
    assert not db.session.get_one(Installation, 1).is_demo


def test_a_row_changed_behind_our_back_opens_nothing_either(client: Client) -> None:
    build_the_same_accounts()
    db.session.connection().exec_driver_sql("UPDATE installation SET is_demo = true")
    keep()
    db.session.expire_all()
    assert db.session.get_one(Installation, 1).is_demo
    assert not client.get("signin.sign_in").select(".demo-doors")
    assert client.post("demonstration.enter", key="facilitatrice").status == 404
