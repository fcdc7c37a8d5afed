"""The page of a person, for whoever holds its address and its code. Reading changes nothing.

What no longer opens and what never was answer alike. No page here is listed by a search engine, kept by a
browser, nor told to another site.
"""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import public
from facilitator.accounts.signin.cookie import address_tries
from facilitator.db import db
from facilitator.languages.rules import Tongue
from geiq.pathways.page.models import PageLink
from geiq.pathways.page.pages import FOLDER, is_opened, keep_open, shut
from geiq.pathways.page.queries import link_of, told_on, use_code
from geiq.pathways.page.rules import CODE_DIGITS, digits
from geiq.pathways.slip.rules import BOOK, parts_of

bp = Blueprint("own_page", __name__, url_prefix="/moi")


@bp.after_request
def unlisted(response: Response) -> Response:
    """No search engine lists it; that no browser keeps it, the house says of each page."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def living(pointer: str) -> PageLink:
    """The address, if it opens; else one page for all that does not."""
    return link_of(pointer) or abort(make_response(_dead(), 404))


def _dead() -> str:
    lines = [(one, BOOK.line(one, "dead").own) for one in Tongue]
    return render_template(f"{FOLDER}/dead.html", lines=lines)


def tongue_of(link: PageLink) -> Tongue:
    """The language asked for, or that of the address."""
    asked = request.args.get("langue", "")
    return Tongue(asked) if asked in list(Tongue) else link.tongue


def page(
    template: str, link: PageLink, pointer: str, code: int = 200, **shown: object
) -> ResponseReturnValue:
    """One page of the room, in its language."""
    tongue = tongue_of(link)
    told = {"tongue": tongue, "tongues_of": list(Tongue), "pointer": pointer}
    said = {key: BOOK.line(tongue, key) for key in ("page_title", "ask_code", "open", "wrong", "close")}
    return render_template(f"{FOLDER}/{template}.html", said=said, **told, **shown), code


@bp.get("/<pointer>")
@public
def show(pointer: str) -> ResponseReturnValue:
    """The page, in a browser that typed its code; else where the code is typed."""
    link = living(pointer)
    if not is_opened(link):
        return page("code", link, pointer, wrong=False)
    tongue = tongue_of(link)
    parts = parts_of(told_on(link.pathway).slip, tongue, "page_title")
    return page("show", link, pointer, parts=parts)


@bp.post("/<pointer>")
@public
def enter(pointer: str) -> ResponseReturnValue:
    """Open the page to whoever types its code; the fifth wrong one in a row locks the address."""
    link, typed = living(pointer), digits(request.form.get("code", ""))
    if len(typed) != CODE_DIGITS:  # nothing, or a slip of the finger: no code, and no try
        return page("code", link, pointer, 422, wrong=True)
    tries = address_tries()
    right = use_code(link, pointer, typed)
    if not right:
        tries.tries += 1
    db.session.commit()
    if right:
        keep_open(link)
        return redirect(url_for(".show", pointer=pointer, langue=tongue_of(link).value))
    return page("code", living(pointer), pointer, 422, wrong=True)


@bp.post("/<pointer>/fermer")
@public
def leave(pointer: str) -> ResponseReturnValue:
    """Close the page in this browser; harmless twice."""
    shut()
    return redirect(url_for(".show", pointer=pointer))
