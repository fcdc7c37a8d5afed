"""The forms of the pooling."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from clauses.contracts.forms import NO_CHOICE, Choices, Chosen, DayField
from clauses.people.valuation.rules import MinutesKind
from facilitator.formats import hours, parse_hours
from facilitator.forms import Form, Required
from facilitator.words import RuleBroken

PLACES = range(1, 7)
"""How many commitments a form asks for; agreements in practice hold two or three."""


class HoursField(StringField):
    """Hours as people write them (`151,67`, `7 h 30`); `minutes` holds them, None when nothing is typed."""

    minutes: int | None = None

    def pre_validate(self, form: Any) -> None:
        """Read the hours; a French sentence when they do not read as such."""
        try:
            self.minutes = parse_hours(self.data)
        except RuleBroken as broken:
            raise ValidationError(broken.message) from broken


class AgreementForm(Form):
    """A new agreement."""

    title = StringField(
        "Intitulé",
        [Required("Donnez un intitulé à la globalisation."), Length(max=200)],
        description="Par exemple : un maçon pour les lots gros œuvre de deux écoles.",
    )
    signed_on = DayField("Signée le", [Required("Indiquez la date de signature.")])
    starts_on = DayField("Début", [Required("Indiquez le premier jour.")])
    ends_on = DayField("Fin", description="Laissez vide si elle n’est pas connue.")
    reason = TextAreaField(
        "Accord des acheteurs",
        [Length(max=1000)],
        description="Quand une clause ne prévoit pas la globalisation : date et forme de l’accord.",
    )

    def values(self) -> dict[str, Any]:
        """Columns of the agreement."""
        names = ("title", "signed_on", "starts_on", "ends_on")
        return {**{name: self[name].data for name in names}, "reason": self.reason.data or ""}

    def weighted(self) -> dict[int, int]:
        """The weight of each commitment chosen."""
        chosen = {self[f"commitment_{place}"].data: self[f"weight_{place}"].data for place in PLACES}
        chosen.pop(NO_CHOICE, None)
        return {key: weight or 0 for key, weight in chosen.items()}

    def offer(self, commitments: Choices) -> None:
        """Hand in the commitments."""
        for place in PLACES:
            self[f"commitment_{place}"].choices = dict([(NO_CHOICE, "Aucun"), *commitments])

    @property
    def places(self) -> list[tuple[Any, Any]]:
        """The fields of each commitment, side by side."""
        return [(self[f"commitment_{place}"], self[f"weight_{place}"]) for place in PLACES]


for _place in PLACES:
    setattr(
        AgreementForm,
        f"commitment_{_place}",
        SelectField(f"Engagement {_place}", coerce=int, default=NO_CHOICE),
    )
    setattr(AgreementForm, f"weight_{_place}", IntegerField(f"Part {_place}", [Optional()], default=1))


class MonthForm(Form):
    """One employment's hours of a month, to be shared."""

    seen = HiddenField()
    """Set once the parts were shown."""
    employment = SelectField("Salarié", [Chosen("Choisissez le salarié.")], coerce=int)
    month = SelectField("Mois", [Required("Choisissez le mois.")])
    kind = SelectField("Nature des heures", choices=dict(MinutesKind.choices()), coerce=MinutesKind)
    minutes = HoursField(
        "Heures du mois, tous marchés ensemble",
        [Required("Indiquez les heures du mois.")],
        description="Par exemple 151,67 ou 7 h 30.",
    )

    def offer(self, people: Choices, months: Sequence[tuple[str, str]]) -> None:
        """Hand in who works there, and the months that may be shared."""
        self.employment.choices = dict([(NO_CHOICE, "Choisissez…"), *people])
        self.month.choices = dict(months)

    def parts(self, names: Sequence[str], sent: Mapping[str, str]) -> list[int] | None:
        """The parts as typed, in the order of their fields; None when they were not asked yet.

        Raises `RuleBroken` for what is not hours.
        """
        if not self.seen.data:
            return None
        return [parse_hours(sent.get(name)) or 0 for name in names]


class EndForm(Form):
    """When an agreement ends."""

    ends_on = DayField("Dernier jour", [Required("Indiquez le dernier jour.")])


def written(parts: Sequence[int]) -> list[str]:
    """Parts as a field shows them."""
    return [hours(part) for part in parts]
