"""Dry unless asked: then what was written of people goes, and every figure stays as it was."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select

from clauses.people.exits.list_queries import outcomes_of
from clauses.people.exits.models import ExitReview
from clauses.people.exits.queries import open_reviews
from clauses.people.exits.rules import ExitOrigin, ExitSituation
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.audit.models import AuditEvent
from facilitator.clock import now, today
from facilitator.db import db
from geiq.pathways.doctor_queries import INVARIANTS
from geiq.pathways.keeping.commands import pathways
from geiq.pathways.keeping.jobs import forget, run
from geiq.pathways.models import Assessment, Barrier, BrokenGlass, Pathway, PathwayMove, PathwayStep
from geiq.pathways.page.models import PageLink
from geiq.pathways.rules import MoveKind, PathwayExit
from geiq.pathways.scheme_models import SupportScheme
from geiq.pathways.schemes.queries import exits_of, rows_of
from tests.conftest import Client, keep
from tests.factories import add, make_body, make_user
from tests.factories_hours import make_participant
from tests.factories_pathways import fill_with, make_glass, make_page, make_pathway, make_scheme

WORD = "mots-écrits"
NOON = "2026-11-02 12:00+01:00"


def reduced(*options: str) -> str:
    result = CliRunner().invoke(pathways, ["reduce", *options])
    assert result.exit_code == 0, result.output
    db.session.expire_all()
    return result.output.replace("\u00a0", " ")


def over(
    scheme: SupportScheme, ended_on: date, how: PathwayExit = PathwayExit.PERMANENT, **more: Any
) -> Pathway:
    """A pathway that ended, with something written everywhere."""
    start = ended_on - timedelta(days=200)
    row = make_pathway(scheme, starts_on=start, planned_end_on=ended_on, phase_since=start, **more)
    fill_with(row, WORD)
    make_page(row) if row.planned_end_on >= today() else None
    for one in (*row.assessments, *row.steps):
        one.made_on = one.due_on = start  # inside its dates
    glass = make_glass(row, make_user(), at=now() - timedelta(days=500))
    glass.reason = f"{WORD} de la lecture"
    for kind in (MoveKind.BEGUN, MoveKind.ENDED):
        add(
            PathwayMove(
                pathway=row, kind=kind, on=start, planned_end_on=ended_on, reason=WORD, author=make_user()
            )
        )
    row.ended_on, row.exit, row.exit_remark = ended_on, how, WORD
    for review in open_reviews(row.participant, ExitOrigin.PATHWAY, row.id, ended_on):
        review.remark = WORD
    return row


def asker_of(body: Organisation) -> Asker:
    return Asker(make_user().id, None, Role.HEAD, body.id, "", body.name)


def figures(body: Organisation) -> dict[str, Any]:
    """All that is told of the schemes: entries, who is in them, exits, what became of people."""
    asker = asker_of(body)
    schemes = db.session.scalars(select(SupportScheme).order_by(SupportScheme.id)).all()
    people = db.session.scalars(select(Pathway.participant_id)).all()
    keys = (Pathway.scheme_id, func.extract("year", Pathway.starts_on), Pathway.phase)
    entries = db.session.execute(select(*keys, func.count()).group_by(*keys))
    return {
        "years": [
            [(row.entered, row.running) for row in rows_of(asker, schemes, date(year, 6, 1))]
            for year in range(2018, 2028)
        ],
        "exits": [exits_of(asker, scheme) for scheme in schemes],
        "entries": sorted(map(tuple, entries)),
        "outcomes": outcomes_of(people, today()),
    }


@time_machine.travel(NOON)
def test_what_was_written_goes_two_years_after_the_last_contact(app: Flask) -> None:
    scheme = make_scheme()
    old, recent = over(scheme, date(2024, 11, 1)), over(scheme, date(2024, 11, 2))
    running = make_pathway(scheme)
    fill_with(running, WORD)
    keep()

    assert "1 parcours à réduire" in run().replace("\u00a0", " ")
    assert "Rien n’a été écrit" in reduced()
    assert len(old.assessments) == 1
    assert "1 parcours réduit" in reduced("--apply")

    assert (old.assessments, old.barriers, old.steps, old.exit_remark) == ([], [], [], "")
    assert {move.reason for move in old.moves} == {""}
    glasses = db.session.query(BrokenGlass).filter_by(pathway_id=old.id)
    assert [one.reason for one in glasses] == [""]
    reviews = db.session.query(ExitReview).filter_by(origin_id=old.id, origin=ExitOrigin.PATHWAY)
    assert {one.remark for one in reviews} == {""}
    assert (old.reduced_on, old.exit, old.ended_on) == (today(), PathwayExit.PERMANENT, date(2024, 11, 1))
    assert len(recent.assessments) == len(running.assessments) == 1
    (event,) = db.session.query(AuditEvent).filter_by(action="pathway.reduced")
    assert event.details == {"assessments": 1, "barriers": 1, "steps": 1}
    assert "0 parcours réduit" in reduced("--apply")
    assert [
        breach for each in INVARIANTS if each.name == "pathways.reduced" for breach in each.breaches()
    ] == []


@time_machine.travel(NOON)
def test_news_and_a_running_pathway_are_contacts(app: Flask) -> None:
    scheme = make_scheme()
    answered, followed = over(scheme, date(2022, 1, 3)), over(scheme, date(2022, 1, 3))
    review = db.session.query(ExitReview).filter_by(origin_id=answered.id, months=12).one()
    review.situation, review.answered_on = ExitSituation.PERMANENT, date(2025, 2, 1)
    make_pathway(
        make_scheme(db.session.get_one(Organisation, scheme.body_id)), participant=followed.participant
    )
    keep()

    assert "Aucun parcours à réduire" in run()


@pytest.mark.parametrize("seed", range(3))
@time_machine.travel(NOON)
def test_every_figure_is_the_same_before_and_after(app: Flask, seed: int) -> None:
    chance = random.Random(seed)
    body = make_body()
    schemes = [make_scheme(body), make_scheme(body)]
    people = [make_participant(body) for _ in range(5)]
    for _ in range(12):
        ended = date(2019, 1, 1) + timedelta(days=chance.randrange(2800))
        row = over(
            chance.choice(schemes), ended, chance.choice(list(PathwayExit)), participant=chance.choice(people)
        )
        for review in db.session.query(ExitReview).filter_by(origin_id=row.id, origin=ExitOrigin.PATHWAY):
            if review.due_on <= today() and chance.random() < 0.5:
                review.situation, review.answered_on = chance.choice(list(ExitSituation)), review.due_on
    keep()
    before = figures(body)

    reduced("--apply")

    assert figures(body) == before
    gone = {row.id for row in db.session.query(Pathway) if row.reduced_on}
    assert gone
    for table in (Assessment, Barrier, PathwayStep):
        assert not gone & {row.pathway_id for row in db.session.query(table)}


@time_machine.travel(NOON)
def test_a_reduced_pathway_says_so_and_its_scheme_still_counts_it(client: Client) -> None:
    me = client.as_role(Role.HEAD, make_body())
    scheme = make_scheme(db.session.get_one(Organisation, me.organisation_id))
    row = over(scheme, date(2024, 10, 1), follower=me.user)
    keep()
    reduced("--apply")

    page = client.get("pathways.show", pathway_id=row.id)

    assert "a été effacé le 2 novembre 2026" in page.text.replace("\u00a0", " ")
    assert WORD not in page.html
    assert client.get("glass.index").status == 200


@time_machine.travel(NOON)
def test_addresses_that_open_nothing_for_a_year_are_forgotten(app: Flask) -> None:
    gone, kept, living = make_pathway(), make_pathway(), make_pathway()
    for row in (gone, kept, living):
        make_page(row)
    links = {link.pathway_id: link for link in db.session.query(PageLink)}
    links[gone.id].revoked_at = now() - timedelta(days=366)
    links[kept.id].revoked_at = now() - timedelta(days=364)
    keep()

    assert forget().startswith("1")

    assert {link.pathway_id for link in db.session.query(PageLink)} == {kept.id, living.id}
