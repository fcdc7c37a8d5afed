"""The columns of the list of parameters, on the screen and in files."""

from clauses.parameters.rules import Value
from facilitator.exchange.columns import Column, Kind


def _state(value: Value) -> str:
    if not value.is_default:
        return "Votre structure"
    return "Par défaut" if value.parameter.confirmed else "Par défaut, à valider"


COLUMNS = (
    Column("Paramètre", lambda value: value.parameter.label),
    Column("Valeur appliquée", lambda value: value.text),
    Column("D’où", _state),
    Column("Depuis le", lambda value: value.since, Kind.DATE),
    Column("Sujet", lambda value: value.parameter.topic),
    Column("Par défaut", lambda value: value.parameter.shown(value.parameter.default), on_screen=False),
    Column("Valeurs possibles", lambda value: value.parameter.range_text),
    Column("Unité", lambda value: value.parameter.unit, on_screen=False),
    Column("Source", lambda value: value.source),
    Column(
        "Date de la source", lambda value: value.parameter.dated if value.is_default else "", on_screen=False
    ),
)
