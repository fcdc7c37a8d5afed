"""A form that acts once, in the one way of the house: the key is kept with the act, or not at all."""

from collections.abc import Callable

from flask import request

from facilitator.access import current_asker
from facilitator.db import db
from facilitator.forms import Form
from facilitator.once.queries import answer_of, keep
from facilitator.words import RuleBroken


def done_once(form: Form, act: Callable[[], str]) -> str | None:
    """Do an act that gives its address, keep the form's key and commit; the same form again only gives the
    address again. None when the form is still to be shown: a rule's refusal stands on it.
    """
    if not form.accepted():
        return None
    key, sender = request.form.get("form_key", ""), current_asker().sender
    held = {name: request.form.getlist(name) for name in request.form}
    try:
        there = answer_of(key, sender, held)
        if there is None:
            there = act()
            keep(key, sender, held, there)
            db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        form.refuse(broken)
        return None
    return there
