"""The form that makes an address: the language of the page."""

from wtforms import SelectField

from facilitator.forms import Form
from facilitator.languages.rules import Tongue


class PageForm(Form):
    """In which language the page opens; its reader may choose another one there."""

    tongue = SelectField("Langue de la page", choices=dict(Tongue.choices()), coerce=Tongue)
