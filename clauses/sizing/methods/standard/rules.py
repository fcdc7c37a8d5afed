"""The standard formula. Source: MEF Sud 77 and MDE Alès-Cévennes, as published on their sites."""

from fractions import Fraction

from clauses.parameters.catalogue.rules import TRADES
from clauses.parameters.numbers.rules import Unit, shown
from clauses.sizing.methods.rules import Answer, Case, Input, Method, propose
from clauses.sizing.rules import Step
from facilitator.words import RuleBroken


def hours(case: Case) -> Answer:
    """`amount excl. VAT × labour share × insertion rate ÷ loaded hourly cost`, in hours."""
    amount, share = case.number("amount"), labour_share(case)
    rate, cost = case.number("rate"), case.number("hourly_cost")
    labour = amount * share
    insertion = labour * rate
    euros, percent = Unit.EUROS, Unit.RATE
    steps = (
        Step(
            "Main-d’œuvre du marché", "montant hors taxes × part de main-d’œuvre",
            f"{shown(amount, euros)} × {shown(share, percent)}", labour, euros,
        ),
        Step(
            "Heures travaillées sur le marché", "main-d’œuvre ÷ coût horaire chargé",
            f"{shown(labour, euros)} ÷ {shown(cost, Unit.EUROS_PER_HOUR)}", labour / cost, Unit.HOURS,
        ),
        Step(
            "Main-d’œuvre consacrée à l’insertion", "main-d’œuvre × taux d’insertion",
            f"{shown(labour, euros)} × {shown(rate, percent)}", insertion, euros,
        ),
        Step(
            "Heures d’insertion", "main-d’œuvre d’insertion ÷ coût horaire chargé",
            f"{shown(insertion, euros)} ÷ {shown(cost, Unit.EUROS_PER_HOUR)}", insertion / cost, Unit.HOURS,
        ),
    )  # fmt: skip
    notes = (
        "Vérifiez la capacité des structures locales avant d’arrêter le nombre d’heures, et posez-les "
        "lot par lot : tous les lots n’ont pas besoin d’une clause.",
    )
    return propose(case, insertion / cost, steps, notes)


def labour_share(case: Case) -> Fraction:
    """The share given, or that of the trade chosen."""
    if case.has("labour_share"):
        return case.number("labour_share")
    if case.has("trade"):
        return case.setting(f"labour_share_{case.word('trade')}")
    raise RuleBroken("Indiquez la part de main-d’œuvre, ou choisissez un corps d’état.", "labour_share")


METHOD = Method(
    "standard",
    "Formule standard",
    "Pour la plupart des marchés : du montant aux heures, par la part de main-d’œuvre.",
    (
        Input("amount", "Montant du marché ou du lot, hors taxes", Unit.EUROS),
        Input(
            "labour_share", "Part de main-d’œuvre", Unit.RATE, False,
            "Par exemple 50 % ou 0,5. Laissez vide pour prendre celle du corps d’état.",
        ),
        Input("trade", "Corps d’état", Unit.CHOICE, False, choices=tuple(TRADES)),
        Input("rate", "Taux d’insertion", Unit.RATE, False, "Le plus souvent de 5 à 10 %.", "insertion_rate"),
        Input("hourly_cost", "Coût horaire chargé", Unit.EUROS_PER_HOUR, False, "", "hourly_cost"),
        Input("months", "Durée du marché", Unit.MONTHS, False, "Pour dire les heures en personnes."),
    ),
    hours,
)  # fmt: skip
