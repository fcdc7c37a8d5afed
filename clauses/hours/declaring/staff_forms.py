"""What a company says of its people: somebody new, somebody who left, a payslip."""

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.validators import Length

from clauses.contracts.forms import DayField
from clauses.people.documents.rules import DocumentKind
from clauses.people.employments.rules import ContractType
from facilitator.forms import Form, Required

PROOFS = (DocumentKind.PAYSLIP, DocumentKind.TIMESHEET, DocumentKind.INVOICE, DocumentKind.OTHER)


ANOTHER = 0
"""Of the employers: one that is named by its SIRET."""


class NewcomerForm(Form):
    """Somebody who has begun to work on the contract."""

    given_name = StringField("Prénom", [Required("Indiquez le prénom."), Length(max=100)])
    family_name = StringField("Nom", [Required("Indiquez le nom."), Length(max=100)])
    birth_date = DayField("Date de naissance", [Required("Indiquez la date de naissance.")])
    employer = SelectField("Qui l’emploie\u202f?", coerce=int)
    siret = StringField("SIRET de la structure qui prête la personne", [Length(max=20)])
    contract_type = SelectField("Contrat de travail", choices=dict(ContractType.choices()))
    starts_on = DayField("Premier jour de travail", [Required("Indiquez le premier jour de travail.")])
    trade = StringField("Métier (facultatif)", [Length(max=120)])


class LeftForm(Form):
    """Somebody who works there no more."""

    ends_on = DayField("Dernier jour de travail", [Required("Indiquez le dernier jour de travail.")])


class ProofForm(Form):
    """A photo or a file, and whose it is."""

    file = FileField(
        "Photo ou fichier",
        [FileRequired("Choisissez une photo ou un fichier.")],
        render_kw={"accept": "image/jpeg,image/png,application/pdf"},
    )
    kind = SelectField("C’est", choices={one.value: one.label for one in PROOFS})
    person = SelectField("Pour", coerce=int)
