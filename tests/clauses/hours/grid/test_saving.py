"""What a script saves: a few cells as JSON, an answer for each, nothing lost however many write at once."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from clauses.contracts.models import Commitment
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, submit, touched
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.accounts.signin.queries import open_session
from facilitator.db import db
from tests.conftest import Client, keep
from tests.factories import make_membership
from tests.factories_hours import make_employment, make_running, make_statement
from tests.world import csrf_token, remember_session

WORK = MinutesKind.WORK


def change(
    place: tuple[int, int], minutes: Any, before: int = 0, version: int | None = None
) -> dict[str, Any]:
    """A cell as a script sends it."""
    said = {"statement": place[0], "employment": place[1], "minutes": minutes, "before": before}
    return said | {"line_version": version}


@dataclass
class Sender:
    """A browser that saves cells."""

    app: Flask
    web: FlaskClient
    url: str

    def save(self, *changes: dict[str, Any], key: str = "") -> tuple[int, dict[str, Any]]:
        """The status and what is told."""
        sent = {"form_key": key or f"{random.getrandbits(64):x}", "changes": list(changes)}
        headers = {"X-CSRFToken": csrf_token(self.app)}
        answer = Context().run(self.web.post, self.url, json=sent, headers=headers)
        return answer.status_code, answer.get_json(silent=True) or {}


def sender(app: Flask, commitment: Commitment) -> Sender:
    """Somebody of the company."""
    membership = make_membership(Role.DECLARANT, commitment.organisation)
    row, token = open_session(membership.user, True)
    row.membership_id = membership.id
    with app.test_request_context():
        url = url_for("grid.contract", commitment_id=commitment.id)
    keep()
    web = app.test_client()
    remember_session(web, token)
    return Sender(app, web, url)


@pytest.fixture
def commitment(app: Flask) -> Commitment:
    """A running commitment with an open month."""
    found = make_running()
    make_statement(found)
    return found


def place_of(commitment: Commitment) -> tuple[int, int]:
    """A new person's cell of the open month."""
    employment = make_employment(commitment)
    place = month_of(commitment).id, employment.id
    keep()
    return place


def month_of(commitment: Commitment) -> Statement:
    """The month that is open."""
    found = db.session.query(Statement).filter_by(commitment_id=commitment.id).first()
    assert found is not None
    return found


def test_a_cell_is_saved_and_answers_its_version_and_the_totals(app: Flask, commitment: Commitment) -> None:
    place = place_of(commitment)
    status, told = sender(app, commitment).save(change(place, 9100))
    assert status == 200
    assert told["cells"] == [
        {
            "statement": place[0],
            "employment": place[1],
            "verdict": "saved",
            "minutes": 9100,
            "line_version": 1,
            "wanted": 9100,
            "sentence": "",
            "author": "",
            "at": "",
        }
    ]
    assert told["columns"] == {str(place[0]): 9100}
    assert told["states"] == {str(place[0]): "En cours"}
    assert told["saved_at"]


def test_a_second_save_of_the_same_cell_says_both_figures_and_the_others_are_saved(
    app: Flask, commitment: Commitment
) -> None:
    first, second = place_of(commitment), place_of(commitment)
    one, other = sender(app, commitment), sender(app, commitment)
    assert one.save(change(first, 480))[0] == 200
    status, told = other.save(change(first, 540), change(second, 60))
    assert status == 409
    clash, saved = told["cells"]
    assert (clash["verdict"], clash["minutes"], clash["wanted"]) == ("conflict", 480, 540)
    assert clash["author"]
    assert clash["at"]
    assert (saved["verdict"], saved["minutes"]) == ("saved", 60)
    status, told = other.save(change(first, 540, before=480, version=clash["line_version"]))
    assert (status, told["cells"][0]["minutes"]) == (200, 540)


def test_a_cell_emptied_and_filled_again_by_another_is_a_conflict_if_its_figure_changed(
    app: Flask, commitment: Commitment
) -> None:
    place = place_of(commitment)
    one, other = sender(app, commitment), sender(app, commitment)
    one.save(change(place, 480))
    other.save(change(place, 0, 480, 1))
    other.save(change(place, 600))
    status, told = one.save(change(place, 490, 480, 1))
    assert (status, told["cells"][0]["minutes"]) == (409, 600)


def test_the_same_sending_twice_is_harmless(app: Flask, commitment: Commitment) -> None:
    place = place_of(commitment)
    one = sender(app, commitment)
    for _ in range(2):
        status, told = one.save(change(place, 480), key="the same")
        assert (status, told["cells"][0]["minutes"]) == (200, 480)
    status, told = one.save(change(place, 481), key="the same")
    assert status == 422
    assert "autres réponses" in told["sentence"]


def test_what_a_cell_cannot_hold_is_refused_with_its_reason(app: Flask, commitment: Commitment) -> None:
    place, closed = place_of(commitment), place_of(make_other(commitment))
    one = sender(app, commitment)
    status, told = one.save(change(place, 20_000), change((place[0], 10**9), 60), change(closed, 60))
    assert status == 422
    assert [cell["verdict"] for cell in told["cells"]] == ["refused"] * 3
    assert "10 h par jour" in told["cells"][0]["sentence"]
    assert "n’est plus dans la grille" in told["cells"][1]["sentence"]
    assert "n’est plus dans la grille" in told["cells"][2]["sentence"]


def make_other(commitment: Commitment) -> Commitment:
    """Another company's commitment, with its month."""
    found = make_running()
    make_statement(found)
    return found


def test_a_month_sent_meanwhile_refuses(app: Flask, commitment: Commitment) -> None:
    place = place_of(commitment)
    one = sender(app, commitment)
    statement = month_of(commitment)
    put_line(statement, make_employment(commitment), WORK, 60)
    touched(statement)
    submit([statement], "Camille Essai")
    keep()
    status, told = one.save(change(place, 480))
    assert status == 422
    assert "est envoyé" in told["cells"][0]["sentence"]


@pytest.mark.parametrize(
    "sent",
    [
        [],
        "x",
        {"changes": "x"},
        {"changes": [None]},
        {"changes": [{"statement": 1}]},
        {"changes": [change((1, 1), -5)]},
        {"changes": [change((1, 1), 1.5)]},
        {"changes": [change((1, 1), True)]},
        {"changes": [change((1, 1), "7h30")]},
        {"changes": [change((1, 1), 2**31)]},
        {"changes": [change((1, 1), 1)] * 5001},
    ],
)
def test_what_is_not_a_save_is_refused_in_a_sentence(app: Flask, commitment: Commitment, sent: Any) -> None:
    one = sender(app, commitment)
    headers = {"X-CSRFToken": csrf_token(app)}
    answer = Context().run(one.web.post, one.url, json=sent, headers=headers)
    assert answer.status_code == 422
    assert "n’a pas pu être lue" in answer.json["sentence"]


def test_without_its_token_nothing_is_saved(app: Flask, commitment: Commitment, client: Client) -> None:
    place = place_of(commitment)
    one = sender(app, commitment)
    answer = Context().run(one.web.post, one.url, json={"changes": [change(place, 60)]})
    assert answer.status_code == 400
    assert month_of(commitment).lines == []


@pytest.mark.each_engine
def test_no_update_is_lost_when_many_write_the_same_cells(app: Flask, commitment: Commitment) -> None:
    """Each writer adds to what it last saw; a conflict shows it what is there, and it adds to that.

    Every figure that was ever kept must have been written by somebody who had seen the one before it.
    """
    places = [place_of(commitment) for _ in range(3)]
    writers = [sender(app, commitment) for _ in range(4)]
    with ThreadPoolExecutor(len(writers)) as pool:
        kept = sum(pool.map(lambda number: work(writers[number], places, number), range(4)), [])
    db.session.expire_all()
    lines = {(line.statement_id, line.employment_id): line for line in month_of(commitment).lines}
    for place in places:
        figures = {one.version: one.minutes for one in kept if one.place == place} | {0: 0}
        followed = {one.version for one in kept if one.place == place and one.follows(figures)}
        assert followed == set(range(1, lines[place].version + 1))
        assert lines[place].minutes == figures[lines[place].version]


@dataclass(frozen=True)
class Kept:
    """A figure that was said to be saved, and what its writer had seen."""

    place: tuple[int, int]
    minutes: int
    version: int
    seen: tuple[int, int | None]

    def follows(self, figures: dict[int, int]) -> bool:
        """Whether its writer had seen the figure just before it."""
        return self.seen == (figures.get(self.version - 1), self.version - 1 or None)


def work(one: Sender, places: list[tuple[int, int]], number: int) -> list[Kept]:
    """Add to two cells at a time, until it is saved; what was kept."""
    dice = random.Random(number)
    seen: dict[tuple[int, int], tuple[int, int | None]] = dict.fromkeys(places, (0, None))
    kept: list[Kept] = []
    for _ in range(12):
        steps = {place: dice.randint(1, 9) for place in dice.sample(places, 2)}
        while steps:
            sent = [change(place, seen[place][0] + step, *seen[place]) for place, step in steps.items()]
            status, told = one.save(*sent)
            assert status in {200, 409}
            for cell in told["cells"]:
                place = (cell["statement"], cell["employment"])
                if cell["verdict"] == "saved":
                    kept.append(Kept(place, cell["minutes"], cell["line_version"], seen[place]))
                    del steps[place]
                seen[place] = (cell["minutes"], cell["line_version"])
    return kept
