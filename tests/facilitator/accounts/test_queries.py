"""Who sees which organisation; each exists once, whatever the bodies it meets."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from facilitator.access import Asker, Role
from facilitator.accounts.models import Meeting, Organisation
from facilitator.accounts.queries import (
    buyers_of,
    companies_of,
    find_or_meet,
    known_to,
    meet,
    organisations_of,
    partners_of,
)
from facilitator.accounts.rules import OrganisationKind as Kind
from facilitator.db import db, unaudited
from tests.conftest import keep
from tests.factories import make_body, make_meeting, make_organisation, make_siret


def asker(role: Role, organisation: Organisation) -> Asker:
    return Asker(1, 1, role, organisation.id, "Une personne", organisation.name)


def names(found: object) -> set[str]:
    return {one.name for one in db.session.scalars(found)}  # type: ignore[call-overload]


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_body_sees_those_it_meets_and_itself(app: Flask) -> None:
    mine, other = make_body(name="Mienne"), make_body(name="Autre")
    for body, name, kind in (
        (mine, "Entreprise", Kind.COMPANY),
        (mine, "Ville", Kind.AUTHORITY),
        (mine, "GEIQ", Kind.GEIQ),
        (other, "Ailleurs", Kind.COMPANY),
    ):
        make_meeting(body, make_organisation(kind, name=name))
    me = asker(Role.FACILITATOR, mine)

    assert names(organisations_of(me)) == {"Mienne", "Entreprise", "Ville", "GEIQ"}
    assert names(companies_of(me)) == {"Entreprise", "GEIQ"}
    assert names(buyers_of(me)) == {"Ville"}
    assert names(partners_of(me)) == {"GEIQ"}


def test_an_archived_one_is_known_and_no_longer_worked_with(app: Flask) -> None:
    body, company = make_body(), make_organisation(name="Partie")
    make_meeting(body, company).archived_on = date(2027, 1, 1)
    me = asker(Role.HEAD, body)

    assert "Partie" not in names(organisations_of(me))
    assert "Partie" in names(known_to(me))


def test_a_company_sees_itself_alone_and_the_platform_everybody(app: Flask) -> None:
    company, body = make_organisation(name="Une"), make_body(name="Corps")
    make_meeting(body, company)
    operator = make_organisation(Kind.OPERATOR, name="Exploitant")

    assert names(known_to(asker(Role.COMPANY_ADMIN, company))) == {"Une"}
    assert names(organisations_of(asker(Role.PLATFORM_ADMIN, operator))) == {"Une", "Corps", "Exploitant"}


def test_two_bodies_meet_the_same_organisation(app: Flask) -> None:
    first, second, siret = make_body(), make_body(), make_siret()

    one = find_or_meet(first.id, Kind.COMPANY, siret, "Routes du Val", "Riom", "63200")
    two = find_or_meet(second.id, Kind.GEIQ, siret, "ROUTES DU VAL SAS")

    assert one is two
    assert (one.kind, one.name, one.city) == (Kind.COMPANY, "Routes du Val", "Riom")
    assert count(Meeting) == 2


def test_meeting_again_takes_it_out_of_the_archive(app: Flask) -> None:
    body, company = make_body(), make_organisation()
    meet(body.id, company).archived_on = date(2027, 1, 1)

    assert find_or_meet(body.id, Kind.COMPANY, company.siret, "Autre nom") is company
    assert meet(body.id, company).archived_on is None
    assert count(Meeting) == 1


def test_without_a_siret_only_the_bodys_own_namesake_is_taken(app: Flask) -> None:
    mine, other = make_body(), make_body()
    theirs = find_or_meet(other.id, Kind.COMPANY, None, "Été Bâtiment")
    first = find_or_meet(mine.id, Kind.COMPANY, None, "Été Bâtiment")

    assert first is not theirs
    assert find_or_meet(mine.id, Kind.COMPANY, None, "ETE BATIMENT") is first
    assert find_or_meet(mine.id, Kind.COMPANY, None, "Été Bâtiment Sud") is not first
    assert find_or_meet(mine.id, Kind.AUTHORITY, None, "Été Bâtiment") is not first


def test_writers_who_meet_it_together_make_it_once(app: Flask) -> None:
    bodies, siret = [make_body().id for _ in range(6)], make_siret()
    keep()
    before, ready = count(Organisation), Barrier(6)
    db.session.rollback()

    def one(body_id: int) -> None:
        ready.wait()
        with app.app_context(), unaudited(db.session, "a test races"):
            find_or_meet(body_id, Kind.COMPANY, siret, "Course")
            db.session.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(one, bodies))

    assert (count(Organisation) - before, count(Meeting)) == (1, 6)
