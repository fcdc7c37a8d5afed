"""Social impact of a purchase. Source: the public code of Le Marché de l'inclusion, 21 August 2026.

Its whole numbers are rounded half to even, as in the source, whatever the rounding in force.
"""

from clauses.parameters.numbers.rules import Rounding, Unit, plain, rounded, shown
from clauses.sizing.methods.rules import Answer, Case, Input, Method
from clauses.sizing.rules import Step
from facilitator.formats import plural

MONTHS_PER_YEAR = 12


def impact(case: Case) -> Answer:
    """Up to 3,699 €: `amount ÷ 26` hours in a month; above: `amount ÷ 3,700` jobs during a month."""
    amount = case.number("amount")
    if amount <= case.setting("impact_limit"):
        return in_hours(case)
    cost = case.setting("impact_job_cost")
    exact = amount / cost
    jobs, years = rounded(exact, Rounding.HALF_EVEN), exact / MONTHS_PER_YEAR
    steps = (
        Step(
            "Emplois à temps plein pendant un mois", "montant ÷ coût d’un emploi pendant un mois",
            f"{shown(amount, Unit.EUROS)} ÷ {shown(cost, Unit.EUROS)}", exact, Unit.JOBS,
        ),
        Step(
            "Emplois à temps plein pendant un an", "emplois pendant un mois ÷ 12",
            f"{shown(exact, Unit.JOBS)} ÷ {MONTHS_PER_YEAR}", years, Unit.JOBS,
        ),
    )  # fmt: skip
    sentence = (
        f"Cet achat représente {plural(jobs, 'emploi')} à temps plein pendant un mois, "
        f"soit {shown(years, Unit.JOBS)} sur un an."
    )
    return Answer(
        sentence, steps, False, figures={"jobs_month": jobs, "jobs_year": plain(years), "hours_month": None}
    )


def in_hours(case: Case) -> Answer:
    """A small purchase, said in hours of work during a month."""
    amount, cost = case.number("amount"), case.setting("impact_hourly_cost")
    exact = amount / cost
    whole = rounded(exact, Rounding.HALF_EVEN)
    step = Step(
        "Heures de travail sur un mois", "montant ÷ coût d’une heure",
        f"{shown(amount, Unit.EUROS)} ÷ {shown(cost, Unit.EUROS_PER_HOUR)}", exact, Unit.HOURS,
    )  # fmt: skip
    sentence = f"Cet achat représente {plural(whole, 'heure')} de travail sur un mois."
    figures = {"hours_month": whole, "jobs_month": None, "jobs_year": None}
    return Answer(sentence, (step,), False, exact, whole, case.people(whole) if whole else "", (), figures)


METHOD = Method(
    "impact",
    "Impact social d’un achat",
    "Ce que représente un achat à une structure inclusive, en heures ou en emplois.",
    (Input("amount", "Montant de l’achat, hors taxes", Unit.EUROS),),
    impact,
)
