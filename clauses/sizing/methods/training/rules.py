"""Training clause: hours by band of the firm period's amount.

Source: guide de la clause sociale de formation, ministry of education, December 2019. The guide leaves
99,000-100,000 € to no band; the first band is read here as « less than 100,000 € ».
"""

from fractions import Fraction

from clauses.parameters.numbers.rules import Unit, shown
from clauses.sizing.methods.rules import Answer, Case, Input, Method
from clauses.sizing.rules import Step
from facilitator.formats import plural

BANDS = 4


def hours(case: Case) -> Answer:
    """150, 300, 450 or 900 hours (1, 2, 3 or 6 months), nothing in between; firm period over 12 months."""
    amount = case.number("amount")
    limits = sorted(case.setting(f"training_limit_{rank}") for rank in range(1, BANDS))
    band = 1 + sum(amount >= limit for limit in limits)
    exact = case.setting(f"training_hours_{band}")
    step = Step(
        "Heures d’accueil en formation", "tranche du montant de la période ferme",
        f"{shown(amount, Unit.EUROS)}, {band_text(band, limits)}", exact, Unit.HOURS,
    )  # fmt: skip
    least = case.setting("training_months")
    if case.has("firm_months") and case.number("firm_months") <= least:
        sentence = (
            "La clause sociale de formation demande une période ferme de plus de "
            f"{shown(least, Unit.MONTHS)} : elle ne convient pas à ce marché."
        )
        return Answer(sentence, (step,), False)
    whole = case.agreed(exact)
    notes = () if case.has("firm_months") else (
        f"À condition que la période ferme dépasse {shown(least, Unit.MONTHS)}.",
    )  # fmt: skip
    sentence = f"{plural(whole, 'heure')} d’accueil de stagiaires de la formation professionnelle à prévoir."
    return Answer(sentence, (step,), True, exact, whole, case.people(whole), notes)


def band_text(band: int, limits: list[Fraction]) -> str:
    """The band in words: `de 100 000 € à moins de 200 000 €`."""
    if band == 1:
        return f"moins de {shown(limits[0], Unit.EUROS)}"
    if band == BANDS:
        return f"{shown(limits[-1], Unit.EUROS)} et plus"
    return f"de {shown(limits[band - 2], Unit.EUROS)} à moins de {shown(limits[band - 1], Unit.EUROS)}"


METHOD = Method(
    "training",
    "Clause sociale de formation",
    "Pour accueillir des stagiaires de la formation professionnelle pendant le marché.",
    (
        Input("amount", "Montant de la période ferme, hors taxes", Unit.EUROS),
        Input("firm_months", "Durée de la période ferme", Unit.MONTHS, False, "Elle doit dépasser un an."),
    ),
    hours,
)
