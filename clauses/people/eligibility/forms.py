"""The forms of a decision: what was seen, a refusal, a revocation, the file of criteria."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from clauses.people.eligibility.criteria.rules import Criterion, criteria_of
from clauses.people.eligibility.deciding_rules import Seen
from clauses.people.eligibility.rules import Scheme, Structure
from facilitator.forms import Form, Required

LONG = Length(max=1000, message="1 000 caractères au plus.")


class SeenForm(Form):
    """What was seen of a person; one group of fields a criterion is added by `seen_form`."""

    scheme = Scheme.CLAUSE
    form_key = HiddenField()
    hired_on = DateField(
        "Première embauche (facultatif)",
        [Optional()],
        description="Prévue ou passée : les heures comptent à partir de ce jour ; sinon, d’aujourd’hui.",
    )
    opinion = TextAreaField(
        "Avis motivé",
        [LONG],
        description="Obligatoire pour « Autre situation » : qui donne l’avis, et pourquoi.",
    )

    def groups(self) -> list[tuple[Criterion, Any, list[Any]]]:
        """Each criterion with its box and the fields of its proof."""
        return [
            (one, self[f"c_{one.key}"], [self[name] for name in names_of(one)[1:] if name in self])
            for one in criteria_of(self.scheme)
        ]

    def seen(self) -> list[Seen]:
        """What was ticked, each with its proof and dates."""
        return [
            Seen(
                one.key,
                self[f"p_{one.key}"].data or "",
                self._day(f"d_{one.key}"),
                self._day(f"u_{one.key}"),
                self._document(one.key),
            )
            for one in criteria_of(self.scheme)
            if self[f"c_{one.key}"].data
        ]

    def _document(self, key: str) -> int | None:
        name = f"f_{key}"
        typed = (self[name].data or "") if name in self else ""
        return int(typed) if typed.isdecimal() and typed.isascii() else None

    def _day(self, name: str) -> Any:
        return self[name].data if name in self else None


def names_of(criterion: Criterion) -> list[str]:
    """The names of the fields of a criterion: its box, its proof, its dates, its file."""
    return [f"{letter}_{criterion.key}" for letter in "cpduf"]


def seen_form(scheme: Scheme, documents: Mapping[str, str]) -> type[SeenForm]:
    """The form of one scheme; `documents` are those received about the person, by id."""
    fields: dict[str, Any] = {"scheme": scheme}
    for criterion in criteria_of(scheme):
        box, proof, dated, until, file = names_of(criterion)
        fields[box] = BooleanField(criterion.label)
        choices = {one.key: one.label for one in criterion.accepted}
        if len(choices) > 1:
            choices = {"": "Choisissez…"} | choices
        fields[proof] = SelectField("Justificatif vu", choices=choices, validate_choice=False)
        if any(not one.until for one in criterion.accepted):
            fields[dated] = DateField("Daté du", [Optional()])
        if any(one.until for one in criterion.accepted):
            fields[until] = DateField("Valable jusqu’au", [Optional()])
        if documents:
            offered = {"": "Vu sur papier"} | dict(documents)
            fields[file] = SelectField("Fichier reçu", choices=offered, validate_choice=False)
    if scheme is Scheme.IAE:
        fields["structure"] = SelectField(
            "Structure qui embauche", choices={"": "—"} | dict(Structure.choices()), validate_choice=False
        )
    if scheme is Scheme.GEIQ:
        fields["by_prescriber"] = BooleanField("Diagnostic d’un prescripteur habilité")
    return type("SchemeForm", (SeenForm,), fields)


class RefuseForm(Form):
    """Why a person is not eligible."""

    reason = TextAreaField(
        "Motif",
        [Required("Indiquez pourquoi la personne n’est pas éligible."), LONG],
        description="Il reste dans votre structure : l’entreprise apprend la réponse, jamais le motif.",
    )


class RevokeForm(Form):
    """From when, and why."""

    on = DateField(
        "Les heures ne comptent plus à partir du",
        [Required("Indiquez à partir de quand.")],
        description="Demain au plus tôt : les heures déjà faites restent comptées.",
    )
    reason = TextAreaField("Motif", [Required("Indiquez pourquoi l’éligibilité s’arrête."), LONG])


class CriteriaFileForm(Form):
    """Why the file of criteria is needed, and in which form."""

    reason = SelectField(
        "À quoi servira ce fichier",
        [Required("Indiquez à quoi servira ce fichier.")],
        choices={
            "": "Choisissez…",
            "audit": "Contrôle ou audit d’un financeur",
            "report": "Bilan chiffré de la structure",
            "access": "Demande d’une personne sur ses données",
        },
    )
    ending = SelectField("Format", choices={"xlsx": "Excel", "csv": "CSV"})
