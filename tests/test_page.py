"""The laws of the page find what is planted, wherever it stands, and leave alone what is not the house's."""

import pytest
from flask import Response
from werkzeug.test import TestResponse

from tests.page import Page, broken_laws

SOUND = """<!doctype html><html lang="fr"><head><title>Une page</title></head><body><main><h1>Une page</h1>
<p>Un mot\u202f! <b>Deux</b></p><p data-own="no">l'eau ?</p><code>l'eau !</code>
<form method="post"><input type="hidden" name="csrf_token"><label for="a">A</label><input id="a">
<textarea aria-label="Note">l'eau !</textarea></form></main></body></html>"""


def laws(html: str) -> list[str]:
    """What is wrong with a page."""
    answer = Response(html)
    return broken_laws(Page(TestResponse(answer.iter_encoded(), answer.status, answer.headers, request=None)))  # type: ignore[arg-type]


def test_a_sound_page_breaks_none() -> None:
    assert laws(SOUND) == []


@pytest.mark.parametrize(
    ("there", "planted", "said"),
    [
        ("<b>Deux</b>", "<b>l'eau</b>", "straight apostrophe"),
        ("<b>Deux</b>", "<b>Deux ?</b>", "no narrow no-break space"),
        ("<b>Deux</b>", "<h1>Deux</h1>", "2 <h1>"),
        ("<b>Deux</b>", '<b id="a">Deux</b>', "is used 2 times"),
        ("<b>Deux</b>", '<b aria-describedby="z">Deux</b>', "not on the page"),
        ("<b>Deux</b>", '<b style="color: red">Deux</b>', "inline"),
        ("<b>Deux</b>", '<img src="//ailleurs.example/a.png">', "external origin"),
        ("<b>Deux</b>", "{{ nom }}", "template tag"),
        ('lang="fr"', 'lang="en"', "must be fr"),
        ("<title>Une page", "<title>Autre", "must start with the h1"),
        ('for="a"', 'for="b"', "no label"),
        ('name="csrf_token"', 'name="token"', "csrf_token"),
        ('data-own="no"', 'data-own="yes"', "straight apostrophe"),
    ],
)
def test_a_planted_fault_is_found(there: str, planted: str, said: str) -> None:
    assert there in SOUND
    assert any(said in one for one in laws(SOUND.replace(there, planted, 1)))
