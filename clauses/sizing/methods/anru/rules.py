"""ANRU: at least 5 % of the hours worked on financed operations, 10 % of those of neighbourhood management.

Source: charte nationale d'insertion 2014-2024, adopted 24 March 2015, for the residents of the priority
neighbourhoods who are far from employment. Both rates are on hours worked, not on money.
"""

from fractions import Fraction

from clauses.parameters.numbers.rules import Unit, plain, shown
from clauses.sizing.methods.rules import Answer, Case, Input, Method, propose
from clauses.sizing.rules import Step
from facilitator.words import RuleBroken

NOTES = (
    "Ces heures vont aux habitants des quartiers prioritaires éloignés de l’emploi ; les heures "
    "d’ingénierie nécessaires aux travaux comptent avec les travaux.",
    "La charte de 2005 fixait, pour la gestion urbaine de proximité, 10 % des emplois créés ; celle de 2015 "
    "compte 10 % des heures. Vérifiez laquelle cite votre convention.",
)


def hours(case: Case) -> Answer:
    """Both rates on the hours worked; hours of works may be deduced from amount, share and cost."""
    if not (case.has("works_hours") or case.has("works_amount") or case.has("gup_hours")):
        raise RuleBroken(
            "Indiquez les heures travaillées, le montant des travaux ou les heures de gestion urbaine.",
            "works_hours",
        )
    steps, total, parts = [], Fraction(0), {}
    if case.has("works_hours") or case.has("works_amount"):
        worked, how = works_hours(case)
        steps += how
        parts["works"] = rated(case, steps, "travaux et ingénierie", worked, "anru_works_rate")
    if case.has("gup_hours"):
        worked = case.number("gup_hours")
        parts["gup"] = rated(case, steps, "gestion urbaine de proximité", worked, "anru_gup_rate")
    total = sum(parts.values(), Fraction(0))
    if len(parts) > 1:
        numbers = " + ".join(shown(part, Unit.HOURS) for part in parts.values())
        steps.append(Step("Heures d’insertion", "travaux + gestion urbaine", numbers, total, Unit.HOURS))
    figures = {f"{name}_hours_exact": plain(part) for name, part in parts.items()}
    return propose(case, total, tuple(steps), NOTES, figures, floored=False)


def works_hours(case: Case) -> tuple[Fraction, list[Step]]:
    """The hours worked: given, or the labour of the amount divided by its hourly cost."""
    if case.has("works_hours"):
        return case.number("works_hours"), []
    amount, share, cost = case.number("works_amount"), case.number("labour_share"), case.number("hourly_cost")
    worked = amount * share / cost
    numbers = " ".join(
        (shown(amount, Unit.EUROS), "×", shown(share, Unit.RATE), "÷", shown(cost, Unit.EUROS_PER_HOUR))
    )
    formula = "montant × part de main-d’œuvre ÷ coût horaire chargé"
    return worked, [Step("Heures travaillées, travaux", formula, numbers, worked, Unit.HOURS)]


def rated(case: Case, steps: list[Step], what: str, worked: Fraction, key: str) -> Fraction:
    """The charter's share of the hours worked, with its step."""
    rate = case.setting(key)
    numbers = f"{shown(worked, Unit.HOURS)} × {shown(rate, Unit.RATE)}"
    label = f"Heures d’insertion, {what}"
    steps.append(Step(label, "heures travaillées × taux de la charte", numbers, worked * rate, Unit.HOURS))
    return worked * rate


METHOD = Method(
    "anru",
    "ANRU (5 % et 10 %)",
    "Pour les opérations financées par l’ANRU : des parts des heures travaillées.",
    (
        Input("works_hours", "Heures travaillées, travaux et ingénierie", Unit.HOURS, False),
        Input(
            "works_amount", "Montant des travaux, hors taxes", Unit.EUROS, False,
            "À défaut des heures travaillées, pour les déduire du montant.",
        ),
        Input("labour_share", "Part de main-d’œuvre", Unit.RATE, False, "", "labour_share_whole_building"),
        Input("hourly_cost", "Coût horaire chargé", Unit.EUROS_PER_HOUR, False, "", "hourly_cost"),
        Input("gup_hours", "Heures des marchés de gestion urbaine de proximité", Unit.HOURS, False),
        Input("months", "Durée de l’opération", Unit.MONTHS, False, "Pour dire les heures en personnes."),
    ),
    hours,
)  # fmt: skip
