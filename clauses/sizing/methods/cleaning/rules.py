"""Cleaning: the PACT method. Source: Inserpropre (inserpropre.fr/?p=2353), method PACT Propreté."""

from clauses.parameters.numbers.rules import Unit, plain, shown
from clauses.sizing.methods.rules import Answer, Case, Input, Method, propose
from clauses.sizing.rules import Step


def hours(case: Case) -> Answer:
    """`P = 1 − (S × C) ÷ (A ÷ N)`, then `I = P × A ÷ C × T`, in hours over the whole contract.

    A turnover, N months, S hours a month of the staff transferred with the contract, C hourly cost
    billed, T insertion rate. P is the share of new labour; with none, there is no potential.
    """
    turnover, months = case.number("turnover"), case.number("months")
    kept, rate = case.number("transferred_hours"), case.number("rate")
    cost = case.number("loaded_cost")
    monthly = turnover / months
    share = 1 - kept * cost / monthly
    exact = share * turnover / cost * rate
    per_hour = shown(cost, Unit.EUROS_PER_HOUR)
    steps: tuple[Step, ...] = (
        Step(
            "Chiffre d’affaires par mois", "montant ÷ durée",
            f"{shown(turnover, Unit.EUROS)} ÷ {shown(months, Unit.MONTHS)}", monthly, Unit.EUROS,
        ),
        Step(
            "Coût mensuel des salariés repris", "heures reprises par mois × coût horaire",
            f"{shown(kept, Unit.HOURS)} × {per_hour}", kept * cost, Unit.EUROS,
        ),
        Step(
            "Part de main-d’œuvre nouvelle (P)", "1 − salariés repris ÷ chiffre d’affaires par mois",
            f"1 − {shown(kept * cost, Unit.EUROS)} ÷ {shown(monthly, Unit.EUROS)}", share, Unit.RATE,
        ),
    )  # fmt: skip
    figures = {"P": plain(share), "share": plain(share), "I": plain(exact)}
    if share <= 0 or exact <= 0:
        return no_potential(steps, figures)
    insertion = Step(
        "Heures d’insertion (I)", "P × montant ÷ coût horaire × taux d’insertion",
        f"{shown(share, Unit.RATE)} × {shown(turnover, Unit.EUROS)} ÷ {per_hour} × {shown(rate, Unit.RATE)}",
        exact, Unit.HOURS,
    )  # fmt: skip
    return propose(case, exact, (*steps, insertion), figures=figures)


def no_potential(steps: tuple[Step, ...], figures: dict[str, str]) -> Answer:
    """The staff taken over does all the work: there is nothing to ask, and this says why."""
    sentence = (
        "Les salariés repris suffisent à faire tout le travail : le marché n’a pas de potentiel "
        "d’insertion. Regardez plutôt les remplacements, ou une clause au renouvellement suivant."
    )
    return Answer(sentence, steps, False, figures=figures)


METHOD = Method(
    "cleaning",
    "Propreté (méthode PACT)",
    "Pour le nettoyage, où le nouveau titulaire reprend les salariés en place.",
    (
        Input("turnover", "Montant du marché sur toute sa durée, hors taxes", Unit.EUROS),
        Input("months", "Durée du marché", Unit.MONTHS),
        Input(
            "transferred_hours", "Heures par mois des salariés repris", Unit.HOURS_PER_MONTH, True,
            "Les heures mensuelles de l’annexe 7 de la convention collective ; 0 si personne n’est repris.",
        ),
        Input("rate", "Taux d’insertion", Unit.RATE, False, "", "insertion_rate"),
        Input(
            "loaded_cost", "Coût horaire facturé", Unit.EUROS_PER_HOUR, False, "", "cleaning_loaded_cost"
        ),
    ),
    hours,
)  # fmt: skip
