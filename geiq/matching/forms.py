"""The forms of the matching: a request, its end, whom to propose, an answer, the employment that followed."""

from datetime import date
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from clauses.compliance.recovery.rules import RefusalReason
from clauses.contracts.forms import NO_CHOICE, Choices, Chosen, DayField
from clauses.people.abilities.rules import FrenchLevel, Licence
from clauses.people.employments.rules import ContractType
from clauses.people.employments.trades.rules import parse_trade
from facilitator.formats import hours, parse_hours
from facilitator.forms import Required
from facilitator.once.forms import OnceForm
from facilitator.words import RuleBroken
from geiq.matching.rules import MOST_PEOPLE, ProposalState

ANY = ""
"""Nothing is asked."""


def _word(kind: Any) -> Any:
    return lambda value: kind(value) if value else None


def written(value: object) -> object:
    """Minutes as kept are written as hours; what was typed stays."""
    return hours(value) if isinstance(value, int) else value


class StaffingForm(OnceForm):
    """What a company needs."""

    organisation_id = SelectField("Entreprise", [Chosen("Choisissez l’entreprise.")], coerce=int)
    commitment_id = SelectField(
        "Pour le marché",
        coerce=int,
        description="Les heures compteront pour lui. Laissez « Aucun » pour un besoin hors clause.",
    )
    trade = StringField(
        "Métier",
        [Required("Indiquez le métier, par exemple « maçon VRD »."), Length(max=120)],
        filters=[lambda text: parse_trade(text) if text else text],
        description="En clair, ou un code ROME : F1703.",
        render_kw={"list": "metiers", "autocomplete": "off"},
    )
    people = IntegerField(
        "Combien de personnes",
        [InputRequired("Indiquez combien."), NumberRange(1, MOST_PEOPLE, "Indiquez de 1 à 50 personnes.")],
    )
    starts_on = DayField("À partir du", [Required("Indiquez un jour.")])
    ends_on = DayField("Jusqu’au", description="Laissez vide si la fin n’est pas connue.")
    place = StringField("Où", [Length(max=200)], description="Adresse ou nom du chantier.")
    postcode = StringField(
        "Code postal",
        [Optional(), Regexp(r"^\d{5}$", message="Cinq chiffres, par exemple 63000.")],
        description="Il sert à regarder le trajet.",
    )
    contract_type = SelectField(
        "Contrat proposé",
        choices={ANY: "À voir ensemble", **dict(ContractType.choices())},
        coerce=_word(ContractType),
    )
    weekly_minutes = StringField("Durée hebdomadaire", [Length(max=20)], filters=[written])
    french = SelectField(
        "Français au moins",
        choices={ANY: "Sans niveau demandé", **dict(FrenchLevel.choices())},
        coerce=_word(FrenchLevel),
    )
    licence = SelectField(
        "Permis",
        choices={ANY: "Sans permis demandé", **dict(Licence.choices())},
        coerce=_word(Licence),
    )
    remark = TextAreaField("Précisions", [Length(max=500)], description="Horaires, équipements… Aucun nom.")

    def offer(self, companies: Choices | None, commitments: Choices) -> None:
        """Hand in the companies (None: the asker's own) and the commitments."""
        if companies is None:
            del self.organisation_id
        else:
            self.organisation_id.choices = dict([(NO_CHOICE, "Choisissez…"), *companies])
        self.commitment_id.choices = dict([(NO_CHOICE, "Aucun"), *commitments])

    def values(self) -> dict[str, Any]:
        """What the verb wants, the company and the commitment apart. Raises `RuleBroken`."""
        try:
            weekly = parse_hours(self.weekly_minutes.data)
        except RuleBroken as broken:
            raise RuleBroken(broken.message, "weekly_minutes") from broken
        return {
            "trade": self.trade.data or "",
            "people": self.people.data,
            "starts_on": self.starts_on.data or date.min,
            "ends_on": self.ends_on.data,
            "place": self.place.data or "",
            "postcode": self.postcode.data or "",
            "contract_type": self.contract_type.data,
            "weekly_minutes": weekly,
            "french": self.french.data,
            "licence": self.licence.data,
            "remark": self.remark.data or "",
        }


class ProposeForm(OnceForm):
    """Whom to propose: the boxes stand in the list, the word of the people here."""

    agreed = BooleanField("Chaque personne cochée accepte que son nom soit donné à l’entreprise")
    told = BooleanField("Prévenir l’entreprise par courriel, avec un lien pour répondre", default=True)


class CloseForm(OnceForm):
    """Why a need is closed without a hire."""

    reason = TextAreaField("Raison", [Required("Dites pourquoi ce besoin est clos."), Length(max=300)])


ANSWERS = (ProposalState.MET, ProposalState.IMMERSION, ProposalState.HIRED, ProposalState.REFUSED)


class ProposalForm(OnceForm):
    """What a company makes of a person."""

    state = SelectField(
        "Votre réponse", choices={one.value: one.label for one in ANSWERS}, coerce=ProposalState
    )
    refusal = SelectField(
        "Si elle n’est pas retenue, pourquoi",
        choices={ANY: "—", **dict(RefusalReason.choices())},
        coerce=_word(RefusalReason),
    )
    remark = TextAreaField("Précisions", [Length(max=300)], description="Rien sur la santé ni la vie privée.")


class EmploymentLinkForm(OnceForm):
    """The employment that followed."""

    employment_id = SelectField(
        "Contrat de travail", [Chosen("Choisissez le contrat de travail.")], coerce=int
    )

    def offer(self, employments: Choices) -> None:
        """Hand in the person's employments."""
        self.employment_id.choices = dict([(NO_CHOICE, "Choisissez…"), *employments])
