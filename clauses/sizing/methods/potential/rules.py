"""What the local supply allows. Source: thresholds of Le Marché de l'inclusion's public code, August 2026."""

from clauses.parameters.numbers.rules import Unit, shown
from clauses.sizing.methods.rules import Answer, Case, Input, Method
from clauses.sizing.rules import Step


def advice(case: Case) -> Answer:
    """Reserve above 30 suppliers while dependency is under 30 %, a lot above 10, a clause above 1."""
    suppliers = case.number("suppliers")
    reserve, lot = case.setting("potential_reserve"), case.setting("potential_lot")
    few, limit = case.setting("potential_clause"), case.setting("potential_dependency")
    independent = case.has("dependency") and case.number("dependency") < limit
    shown_suppliers = shown(suppliers, Unit.STRUCTURES)
    if suppliers > reserve and independent:
        what, sentence = "reserve", f"{shown_suppliers} : un marché réservé est possible."
    elif suppliers > lot:
        what, sentence = "lot", f"{shown_suppliers} : réservez plutôt un lot."
    elif suppliers > few:
        what, sentence = "clause", f"{shown_suppliers} : une clause d’insertion est la bonne voie."
    else:
        what, sentence = "none", f"{shown_suppliers} : l’offre locale ne permet pas de proposer une clause."
    numbers = f"{shown_suppliers} ; seuils {int(few)}, {int(lot)} et {int(reserve)}"
    step = Step("Offre locale", "structures comparées aux seuils", numbers, suppliers, Unit.STRUCTURES)
    notes = () if case.has("dependency") else (
        f"Réserver un marché demande aussi une dépendance économique de moins de {shown(limit, Unit.RATE)} : "
        "elle n’est pas indiquée.",
    )  # fmt: skip
    return Answer(sentence, (step,), what != "none", notes=notes, figures={"advice": what})


METHOD = Method(
    "potential",
    "Réserver, allotir ou insérer",
    "Ce que permet l’offre des structures inclusives autour du marché.",
    (
        Input("suppliers", "Structures inclusives locales du métier", Unit.STRUCTURES),
        Input(
            "dependency", "Part du marché dans leur chiffre d’affaires", Unit.RATE, False,
            "La dépendance économique qu’il créerait.",
        ),
    ),
    advice,
)  # fmt: skip
