"""The forms of a structure: its profile, a member company, a list to load."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from clauses.contracts.forms import NO_CHOICE, Choices, Chosen, DayField
from clauses.people.employments.rules import EmployerKind
from facilitator.forms import Form, Required
from geiq.groups.rules import STRUCTURE_KINDS, parse_trades

OWN = ("shown_version", "organisation_id", "siret", "name", "trades")


class StructureForm(Form):
    """What is known of a structure."""

    shown_version = HiddenField()
    organisation_id = SelectField("Organisation", coerce=int)
    siret = StringField("Ou son SIRET, si elle manque à la liste", [Length(max=30)])
    name = StringField("Et son nom", [Length(max=200)])
    kind = SelectField(
        "Nature", choices={kind.value: kind.label for kind in STRUCTURE_KINDS}, coerce=EmployerKind
    )
    trades = TextAreaField(
        "Métiers", description="Un par ligne, avec le nombre de personnes s’il est connu : Maçon VRD ; 4"
    )
    capacity = IntegerField(
        "Capacité", [Optional()], description="Personnes qu’elle peut employer à la fois."
    )
    territory = StringField("Territoire", [Length(max=200)])
    label_id = IntegerField("Numéro de label", [Optional()], description="À la fédération des GEIQ.")
    labelled_year = IntegerField("Année du label", [Optional()])
    notes = TextAreaField("Notes internes", [Length(max=1000)])

    def offer(self, organisations: Choices | None) -> None:
        """Hand in the organisations; None for a structure that is known: it stays itself."""
        if organisations is None:
            del self.organisation_id, self.siret, self.name
        else:
            self.organisation_id.choices = dict([(NO_CHOICE, "Choisissez…"), *organisations])

    def values(self) -> dict[str, Any]:
        """Columns of the structure. Raises `RuleBroken` when the trades do not read."""
        found = {name: value for name, value in self.data.items() if name not in OWN}
        texts = {name: found[name] or "" for name in ("territory", "notes")}
        return found | texts | {"trades": parse_trades(self.trades.data or "")}


class MemberForm(Form):
    """A company that is a member."""

    organisation_id = SelectField("Entreprise", [Chosen("Choisissez l’entreprise.")], coerce=int)
    since = DayField("Depuis le", [Required("Indiquez depuis quand.")])
    until = DayField("Jusqu’au", description="Laissez vide tant qu’elle est adhérente.")

    def offer(self, companies: Choices) -> None:
        """Hand in the companies."""
        self.organisation_id.choices = dict([(NO_CHOICE, "Choisissez…"), *companies])


class ListForm(Form):
    """A list of structures."""

    file = FileField(
        "Fichier",
        [FileRequired("Choisissez un fichier.")],
        description="La liste de la fédération des GEIQ (.json), ou un tableau avec les colonnes nom, siret, "
        "type, métiers, capacité, ville, code postal : .xlsx, .ods ou .csv, 5 Mo au plus.",
    )
