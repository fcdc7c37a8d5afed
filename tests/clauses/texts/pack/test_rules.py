"""The words of the pack, clause by clause."""

from decimal import Decimal

import pytest

from clauses.contracts.rules import ClauseKind, ContractForm, PenaltyFormula, PenaltyTrigger
from clauses.contracts.terms.rules import PenaltyLine
from clauses.texts.pack.rules import EXAMPLE, ClauseFacts, penalty_values
from clauses.texts.rules import FIELDS, Field, Group, Leaf, Several, help_lines


def clause(kind: ClauseKind, minutes: int | None = None, **over: object) -> ClauseFacts:
    """A clause of an undivided contract."""
    return ClauseFacts(1, "Marché", kind, ContractForm.CONTRACT, minutes, **over)  # type: ignore[arg-type]


def same_shape(field: Field, value: object) -> bool:
    """Whether a value has exactly the fields that the help page promises."""
    if isinstance(field, Leaf):
        return isinstance(value, bool if field.is_question else str)
    if isinstance(field, Several):
        return isinstance(value, list) and all(same_shape(field.item, each) for each in value)
    assert isinstance(field, Group)
    return (
        isinstance(value, dict)
        and set(value) == set(field.fields)
        and all(same_shape(inner, value[name]) for name, inner in field.fields.items())
    )


def test_the_values_are_exactly_the_fields_of_the_help_page() -> None:
    assert same_shape(FIELDS, EXAMPLE.values())
    assert {"{{ clause.heures }}", "{% for penalite in clause.penalites %}"} <= {
        line.written for line in help_lines()
    }


@pytest.mark.parametrize(
    ("kind", "minutes", "over", "text"),
    [
        (ClauseKind.PERFORMANCE, 833 * 60, {}, "833\u00a0heures"),
        (ClauseKind.PERFORMANCE, 60, {}, "1\u00a0heure"),
        (ClauseKind.PERFORMANCE, 833 * 60 + 20, {}, "833\u00a0h\u00a020"),
        (ClauseKind.PERFORMANCE, None, {}, "un nombre d’heures à fixer"),
        (ClauseKind.PERFORMANCE, None, {"by_orders": True}, "le nombre d’heures de chaque bon de commande"),
        (ClauseKind.RESERVED_ADAPTED, None, {}, "sans objet"),
    ],
)
def test_hours_are_written_in_words(
    kind: ClauseKind, minutes: int | None, over: dict[str, object], text: str
) -> None:
    assert clause(kind, minutes, **over).hours() == text


@pytest.mark.parametrize(
    ("formula", "amount", "factor", "text"),
    [
        (PenaltyFormula.PER_HOUR, "60", None, "60\u00a0€ par heure non réalisée"),
        (PenaltyFormula.PER_WORKING_DAY, "50.50", None, "50,50\u00a0€ par jour ouvré de retard"),
        (PenaltyFormula.MULTIPLE_OF_BASE, "29", "4", "heures non réalisées × 4 × 29\u00a0€"),
    ],
)
def test_penalties_are_written_with_what_they_are_counted_by(
    formula: PenaltyFormula, amount: str, factor: str | None, text: str
) -> None:
    line = PenaltyLine(
        PenaltyTrigger.MISSING_HOURS, formula, Decimal(amount), Decimal(factor) if factor else None, True
    )

    assert penalty_values(line)["montant"] == text


def test_what_is_still_to_decide_is_said_lot_by_lot() -> None:
    facts = EXAMPLE.__class__(**{**EXAMPLE.__dict__, "clauses": (clause(ClauseKind.PERFORMANCE),)})

    assert facts.still_to_decide()[0] == "Marché : le nombre d’heures n’est pas fixé."
    assert not EXAMPLE.still_to_decide()
