"""The forms of the documents: send one, say that it was seen, prove one."""

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField

from clauses.people.documents.rules import DocumentKind
from facilitator.forms import Form, Required

WHAT = "PDF, ou photo en JPEG ou PNG, 10 Mo au plus."
KINDS = dict(DocumentKind.choices())


class SendForm(Form):
    """A file, and what it is."""

    kind = SelectField("Nature", [Required("Indiquez ce que c’est.")], choices=KINDS)
    file = FileField("Fichier", [FileRequired("Choisissez un fichier.")], description=WHAT)


class SealForm(Form):
    """What was seen."""

    kind = SelectField("Ce que vous avez vu", [Required("Indiquez ce que vous avez vu.")], choices=KINDS)


class ProveForm(Form):
    """A file that somebody shows, or its fingerprint."""

    file = FileField("Le fichier", description="Il est seulement lu : rien n’est gardé.")
    fingerprint = StringField(
        "Ou son empreinte SHA-256", description="64 caractères, chiffres et lettres de a à f."
    )
