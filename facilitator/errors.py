"""Error pages: one template, French, saying what to do next; a lost form keeps what was typed."""

from typing import Any

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from facilitator.access import asking
from facilitator.db import db
from facilitator.formats import NBSP, number
from facilitator.words import RuleBroken

SENTENCES = {
    400: (
        "Demande incomplète",
        "La demande n’a pas pu être comprise. Revenez en arrière et recommencez.",
    ),
    404: (
        "Page introuvable",
        "Cette page n’existe pas, ou elle ne vous est pas ouverte. Vérifiez l’adresse.",
    ),
    405: (
        "Action impossible",
        "Cette action n’est pas possible ici. Revenez à la page précédente.",
    ),
    413: ("Fichier trop lourd", "Ce qui a été envoyé est trop lourd. Envoyez moins en une fois."),
    429: ("Trop de demandes", "Trop de demandes en peu de temps. Attendez quelques minutes."),
    500: (
        "Une erreur est survenue",
        "Rien n’a été enregistré. Recommencez ; si cela se reproduit, prévenez l’administrateur.",
    ),
}
MEGABYTE = 1024 * 1024
NEVER_SENT_BACK = {"csrf_token", "password", "new_password", "current_password", "code", "credential"}


def init_app(app: Flask) -> None:
    """Install the pages; what fails is logged without what stood in the address."""
    app.log_exception = log_failure  # type: ignore[method-assign]
    app.register_error_handler(CSRFError, lost_form)
    app.register_error_handler(RuleBroken, broken_rule)
    app.register_error_handler(StaleDataError, crossed_form)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(500, http_error)


def log_failure(exc_info: Any) -> None:
    """Note what failed and where: the pattern of the address and its numbers, never the address itself, where
    the secrets of links and calendars stand.
    """
    numbers = {name: value for name, value in (request.view_args or {}).items() if isinstance(value, int)}
    pattern = request.url_rule.rule if request.url_rule else "?"
    current_app.logger.error("%s %s %s", request.method, pattern, numbers or "", exc_info=exc_info)


def lost_form(door: CSRFError | str = "") -> ResponseReturnValue:
    """The session ended while somebody was typing: show it all again, with one button to send it.

    Signing in (in another tab) changes the token: sending again may show this page once more, with
    the same fields and a good token. Files and secrets must be given again. `door`: where to come in
    again (the sign-in page, unless it is said).
    """
    view = current_app.view_functions.get(request.endpoint or "")
    again = {
        "title": "Votre session s’est interrompue",
        "lead": "",
        "door": door if isinstance(door, str) else "",
        "sign_in_first": asking.get() is None and getattr(view, "access", None) is not None,
    }
    return render_template("lost_form.html", **again, **typed()), 400


def typed() -> dict[str, Any]:
    """What the form held, to be sent again."""
    return {
        "typed": [
            (name, value)
            for name, values in request.form.lists()
            if name not in NEVER_SENT_BACK
            for value in values
        ],
        "action": request.full_path.rstrip("?"),
        "secrets": bool(request.files) or bool((NEVER_SENT_BACK - {"csrf_token"}) & set(request.form)),
    }


def crossed_form(_error: StaleDataError) -> ResponseReturnValue:
    """Somebody else wrote the same row between our reading and our writing: nothing is written, nothing
    typed is lost. Sent again, the form meets what stands now, and its page says what differs.
    """
    db.session.rollback()
    again = {
        "title": "Quelqu’un d’autre enregistrait au même moment",
        "lead": "Rien n’a été enregistré.",
        "door": "",
        "sign_in_first": False,
    }
    return render_template("lost_form.html", **again, **typed()), 409


def broken_rule(broken: RuleBroken) -> ResponseReturnValue:
    """A rule refused outside of a form: its own sentence, 422."""
    return render_template("error.html", code=422, title="Action refusée", sentence=broken.message), 422


def http_error(error: HTTPException) -> ResponseReturnValue:
    """Any other error; redirects pass."""
    code = error.code or 500
    if code < 400:
        return error
    title, sentence = SENTENCES.get(code, SENTENCES[400 if code < 500 else 500])
    if code == 413:
        sentence = too_heavy()
    return render_template("error.html", code=code, title=title, sentence=sentence), code


def too_heavy() -> str:
    """How much this page takes, when it is the whole that weighs too much."""
    most = request.max_content_length or 0
    if (request.content_length or 0) <= most:
        return SENTENCES[413][1]
    return (
        f"Cette page reçoit au plus {number(most // MEGABYTE)}{NBSP}Mo en une fois. Vérifiez que c’est le "
        "bon fichier, ou envoyez-en un plus petit."
    )
