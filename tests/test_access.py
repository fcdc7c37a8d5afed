"""Laws 2 and 3: closed by default, and the matrix endpoint × method × role × relation."""

import re

import pytest
from werkzeug.test import TestResponse

from facilitator.access import SECOND_FACTOR_ROLES, Role
from tests.matrix import Line, Relation, gathered
from tests.world import World

LINES = gathered()
each_line = pytest.mark.parametrize("line", LINES, ids=lambda line: line.endpoint)
UNMARKED = "unmarked"


LOST = "Votre session s’est interrompue"


def is_sign_in(answer: TestResponse) -> bool:
    """Whether the asker is sent to sign in (what was typed is kept aside: a form that lost its session)."""
    if answer.status_code == 400:
        return LOST in answer.get_data(as_text=True)
    return answer.status_code in (302, 303) and "/connexion" in answer.headers["Location"]


def suggestion(world: World, endpoint: str) -> str:
    """The line to add for an endpoint, guessed from its mark."""
    access = getattr(world.app.view_functions[endpoint], "access", UNMARKED)
    if access == UNMARKED:
        return f"{endpoint}: mark the view with @allow(…), @signed_in or @public first"
    roles = "PUBLIC" if access is None else " | ".join(sorted(str(role) for role in access))
    arguments = {name for rule in world.rules() if rule.endpoint == endpoint for name in rule.arguments}
    maker = f", make_{min(arguments)}" if arguments else ""
    return f'{endpoint}: add `Line("{endpoint}", {roles}{maker})` to the matrix.py of its room under tests/'


def test_each_endpoint_has_its_line(world: World) -> None:
    listed = {line.endpoint for line in LINES}
    missing = sorted({rule.endpoint for rule in world.rules()} - listed)

    assert not missing, "see tests/matrix.py\n" + "\n".join(suggestion(world, name) for name in missing)


def test_each_line_has_its_endpoint(world: World) -> None:
    endpoints = {rule.endpoint for rule in world.rules()}
    lost = [line.endpoint for line in LINES if line.endpoint not in endpoints]
    twice = sorted(
        {line.endpoint for line in LINES if [one.endpoint for one in LINES].count(line.endpoint) > 1}
    )

    assert not lost, f"no such endpoint any more: take the lines of {lost} away"
    assert not twice, f"one line is enough for each of {twice}"


def test_each_line_and_its_mark_agree(world: World) -> None:
    views = world.app.view_functions
    marks = [(line, getattr(views[line.endpoint], "access", UNMARKED)) for line in LINES]
    wrong = [
        f"{line.endpoint} is open to {mark}, its line in the matrix says {line.roles}"
        if mark != UNMARKED
        else f"{line.endpoint} is open to nobody: mark it with @allow(…), @signed_in or @public"
        for line, mark in marks
        if mark != line.roles
    ]

    assert not wrong, "\n" + "\n".join(wrong)


@each_line
def test_anonymous_is_let_into_public_pages_alone(line: Line, world: World) -> None:
    for method in world.methods(line.endpoint):
        answer = world.ask(method, world.url(line), **line.data)
        if line.roles is None:
            assert answer.status_code < 500
            assert answer.status_code != 404 or not line.allowed(method, Relation.OWN)
        else:
            # A POST without a session stops at its CSRF token: the page then keeps what was typed.
            lost_form = method == "POST" and answer.status_code == 400
            assert is_sign_in(answer) or lost_form, (
                f"{method} {line.endpoint} answers {answer.status_code} to anybody"
            )


def askers(line: Line, method: str, relation: Relation) -> list[Role]:
    """Who asks for the things of this relation: everybody for one's own. A role that the mark does not name
    is stopped at the door, which knows no thing: it asks for nothing else.
    """
    if line.roles is None or relation is Relation.OWN:
        return list(Role)
    return [role for role in Role if role in line.roles | line.allowed(method, relation)]


@each_line
def test_the_matrix_holds(line: Line, world: World) -> None:
    wrong = [
        f"{method} {relation} as {role}: {answer.status_code}, expected {'an answer' if allowed else '404'}"
        for method in world.methods(line.endpoint)
        for relation in line.relations
        for role in askers(line, method, relation)
        for allowed in [role in line.allowed(method, relation)]
        for answer in [world.asked(method, world.url(line, relation), role, line)]
        if not is_right(answer, allowed, line.roles is None)
    ]

    assert not wrong, "\n" + "\n".join(wrong)


def is_right(answer: TestResponse, allowed: bool, is_public: bool) -> bool:
    """Whether the answer is what the matrix expects."""
    if not allowed:
        return answer.status_code == 404
    return answer.status_code < 500 and answer.status_code != 404 and (is_public or not is_sign_in(answer))


@each_line
def test_a_revoked_or_half_signed_in_asker_gets_nothing(line: Line, world: World) -> None:
    if line.roles is None:
        return
    for method in world.methods(line.endpoint):
        for role in Role:
            assert is_sign_in(world.ask(method, world.url(line), role, "revoked", **line.data))
        for role in (SECOND_FACTOR_ROLES | {Role.LINK}) & line.roles:
            assert is_sign_in(world.ask(method, world.url(line), role, "half signed in", **line.data))


def without_accidents(answer: TestResponse) -> str:
    """The page without its address and its tokens."""
    page = answer.get_data(as_text=True).replace(answer.request.path, "")
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


@each_line
def test_what_is_not_yours_looks_like_what_does_not_exist(line: Line, world: World) -> None:
    unknown = world.unknown_url(line)
    if unknown is None or line.roles is None:
        return
    for method in world.methods(line.endpoint):
        for role in line.roles - line.allowed(method, Relation.OTHER):
            theirs = world.asked(method, world.url(line, Relation.OTHER), role, line)
            nothing = world.asked(method, unknown, role, line)
            assert (theirs.status_code, nothing.status_code) == (404, 404)
            assert without_accidents(theirs) == without_accidents(nothing)
