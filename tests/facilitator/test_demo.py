"""`facilitator demo`: a database of its own, built once, the same when it is run again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import MetaData, func, select

from facilitator.access import Role
from facilitator.accounts.models import Contact, Membership, Organisation
from facilitator.accounts.rules import OrganisationKind, needs_confirmation, parse_phone, parse_siret
from facilitator.app import create_app
from facilitator.audit.queries import broken_links
from facilitator.cli import main
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.rules import parse_email
from tests.conftest import Client
from tests.factories import make_organisation


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A database that the settings name and that does not exist yet."""
    url = f"sqlite:///{tmp_path}/named.sqlite3"
    monkeypatch.setenv("FACILITATOR_DATABASE_URL", url)
    monkeypatch.setenv("FACILITATOR_UPLOAD_DIR", str(tmp_path / "uploads"))
    app = create_app()
    with app.app_context():
        yield app
        db.session.rollback()
        db.engine.dispose()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, answer and complaint of `facilitator …`."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def row_counts() -> dict[str, int]:
    metadata = MetaData()
    metadata.reflect(db.engine)
    tables = metadata.tables.values()
    return {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


def test_an_empty_database_becomes_the_territory_and_running_it_again_changes_nothing(
    named: Flask, demo_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "85 organisations" in (demo_database.parent / "answer.txt").read_text()
    shutil.copy(demo_database, named.config["DATABASE_URL"].removeprefix("sqlite:///"))
    first = row_counts()
    db.session.rollback()
    code, said, _ = run(capsys, "demo")
    assert (code, said) == (0, "La démonstration est prête.\n")
    assert row_counts() == first
    assert broken_links() == []


def test_an_installation_is_refused_and_left_as_it_was(
    named: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "upgrade")[0] == 0
    first = row_counts()
    db.session.rollback()
    code, said, complaint = run(capsys, "demo")
    assert (code, said) == (2, "")
    assert "n’est pas une démonstration" in complaint
    assert row_counts() == first


def test_a_database_that_holds_something_else_is_refused_untouched(
    named: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (id INTEGER)")
        connection.exec_driver_sql("INSERT INTO recipes VALUES (1)")
    code, _, complaint = run(capsys, "demo")
    assert code == 2
    assert "contient déjà autre chose" in complaint
    assert set(row_counts()) == {"recipes"}


def test_upgrading_a_demonstration_leaves_it_one(
    named: Flask, demo_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(demo_database, named.config["DATABASE_URL"].removeprefix("sqlite:///"))
    assert run(capsys, "upgrade")[0] == 0
    assert named.extensions["is_demo"]()


def test_the_territory_has_its_buyers_companies_and_an_account_per_role(demo_app: Flask) -> None:
    kinds = dict(
        db.session.execute(select(Organisation.kind, func.count()).group_by(Organisation.kind)).all()
    )
    assert kinds[OrganisationKind.AUTHORITY] == 8
    assert kinds[OrganisationKind.COMPANY] == 60
    assert kinds[OrganisationKind.GEIQ] == 3
    assert set(db.session.scalars(select(Membership.role))) == set(Role) - {Role.LINK}
    for siret in db.session.scalars(select(Organisation.siret).where(Organisation.siret.is_not(None))):
        assert parse_siret(siret or "") == siret


def test_a_page_asks_once_whether_this_is_a_demonstration(app: Flask, client: Client) -> None:
    make_organisation()
    client.get("signin.sign_in")
    asked: list[str] = []
    client.app.extensions["is_demo"]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("facilitator.app.is_demonstration", lambda: asked.append("again"))
        client.get("signin.sign_in")
    assert asked == []


def test_every_contact_is_written_as_a_form_would_write_it(demo_app: Flask) -> None:
    contacts = list(db.session.scalars(select(Contact)))
    assert any(needs_confirmation(contact.confirmed_on, today()) for contact in contacts)
    assert not all(needs_confirmation(contact.confirmed_on, today()) for contact in contacts)
    for contact in contacts:
        assert parse_phone(contact.phone) == contact.phone
        assert parse_email(contact.email) == contact.email
