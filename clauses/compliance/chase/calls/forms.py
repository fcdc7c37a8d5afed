"""The form of a call: a button an outcome, a word if there is one."""

from wtforms import SelectField, StringField
from wtforms.validators import Length

from clauses.compliance.chase.calls.rules import CallOutcome
from facilitator.forms import Form, Required


class CallForm(Form):
    """How a call ended; the contacts are handed in."""

    contact_id = SelectField("Contact", coerce=int)
    outcome = SelectField(
        "Issue", [Required("Dites comment l’appel a fini.")], choices=dict(CallOutcome.choices())
    )
    note = StringField("Note", [Length(max=300, message="300 caractères au plus.")])
