"""A passkey in a real browser, with the virtual authenticator of its developer tools."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from facilitator.access import Role
from facilitator.app import create_app
from facilitator.db import db, unaudited
from tests.factories_signin import PASSWORD, make_member
from tests.provide import chromium

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def prepared(empty_database: Path, folder: Path) -> Path:
    """A database of its own."""
    path = folder / "browser.sqlite3"
    shutil.copy(empty_database, path)
    return path


@pytest.fixture
def address(empty_database: Path, tmp_path: Path) -> Iterator[str]:
    """The application on `localhost`, whose passkeys answer to that name."""
    database = prepared(empty_database, tmp_path)
    server = make_server("127.0.0.1", 0, Flask("nothing yet"), threaded=True)
    address = f"http://localhost:{server.server_port}"
    server.app = create_app(
        SECRET_KEY="a key for the browser",
        DATABASE_URL=f"sqlite:///{database}",
        UPLOAD_DIR=str(tmp_path / "uploads"),
        BASE_URL=address,
    )
    with server.app.app_context(), unaudited(db.session, "a test prepares"):
        make_member(Role.FACILITATOR).user.email = "camille@essai.example"
        db.session.commit()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """A tab whose machine has a fingerprint reader, once the site (`address`) is up."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=["--no-sandbox"])
        page = browser.new_page()
        tools = page.context.new_cdp_session(page)
        tools.send("WebAuthn.enable")
        tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        yield page
        browser.close()


def type_password(page: Page, address: str) -> None:
    """Fill the sign-in form."""
    page.goto(f"{address}/connexion")
    page.get_by_label("Adresse e-mail").fill("camille@essai.example")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def test_a_finger_makes_a_key_then_opens_the_account_without_password(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    type_password(page, address)
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Ordinateur du bureau")
    page.get_by_role("button", name="Créer la clé d’accès").click()
    page.get_by_role("button", name="Créer dix nouveaux codes").click()
    page.get_by_role("link", name="Continuer").click()
    page.wait_for_url(f"{address}/")

    page.context.clear_cookies()
    page.goto(f"{address}/connexion?next=/compte")
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    page.wait_for_url(f"{address}/compte")

    assert page.get_by_role("strong").filter(has_text="Ordinateur du bureau").is_visible()
    assert complaints == []


def test_a_finger_is_the_second_factor(page: Page, address: str) -> None:
    type_password(page, address)
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_role("button", name="Créer la clé d’accès").click()
    page.get_by_role("button", name="Créer dix nouveaux codes").wait_for()
    page.context.clear_cookies()

    type_password(page, address)
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()

    page.wait_for_url(f"{address}/")


def test_a_machine_without_passkeys_shows_no_dead_button(page: Page, address: str) -> None:
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto(f"{address}/connexion")

    assert page.get_by_role("button", name="Se connecter", exact=True).is_visible()
    assert page.get_by_role("button", name="Se connecter avec une clé d’accès").count() == 0
