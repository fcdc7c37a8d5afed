"""What happened to a contract, said in French from its audit events."""

from collections.abc import Callable, Mapping
from typing import Any

from clauses.contracts.rules import ClauseKind, Party, PenaltyTrigger, Stage, TrancheKind
from clauses.contracts.thresholds.rules import ExemptionReason
from facilitator.formats import hours
from facilitator.words import Word

Details = Mapping[str, Any]

FIELDS = {
    "reference": "référence",
    "title": "objet",
    "buyer_id": "maître d’ouvrage",
    "buyer_kind": "catégorie d’acheteur",
    "operation_id": "opération",
    "followed_by_id": "facilitateur",
    "nature": "nature",
    "form": "forme",
    "cpv": "code CPV",
    "amount": "montant",
    "consulted_on": "lancement de la consultation",
    "notified_on": "notification",
    "starts_on": "début de l’exécution",
    "duration_months": "durée",
    "ends_on": "fin",
    "kick_off_on": "réunion de démarrage",
    "place": "lieu",
    "place_code": "code du lieu",
    "notes": "notes",
}


def label(words: type[Word], value: Any) -> str:
    """The label of a stored word; the value itself when the list no longer has it."""
    return next((word.label for word in words if word.value == value), str(value))


def _changed(details: Details) -> str:
    names = [FIELDS.get(name, name) for name in details.get("fields", [])]
    return f"Modifié : {', '.join(names)}."


def _moved(details: Details) -> str:
    said = f"Étape : {label(Stage, details['before'])} → {label(Stage, details['after'])}."
    return f"{said} Motif : {details['reason']}" if details.get("reason") else said


def _clause(verb: str) -> Callable[[Details], str]:
    def say(details: Details) -> str:
        kind = label(ClauseKind, details["kind"])
        minutes = details.get("minutes")
        asked = f", {hours(minutes)}" if minutes is not None else ""
        return f"Clause {verb} (lot {details['lot']}, {kind}{asked})."

    return say


def _commitment(verb: str) -> Callable[[Details], str]:
    def say(details: Details) -> str:
        party = f", {label(Party, details['party']).lower()}" if "party" in details else ""
        minutes = f", {hours(details['minutes'])}" if "minutes" in details else ""
        return f"Engagement {verb} (lot {details['lot']}{party}{minutes})."

    return say


def _exemption(verb: str) -> Callable[[Details], str]:
    return lambda details: f"Dispense {verb} : {label(ExemptionReason, details['reason'])}."


SENTENCES: dict[str, Callable[[Details], str]] = {
    "contract.created": lambda _: "Marché créé.",
    "contract.changed": _changed,
    "contract.archived": lambda _: "Marché archivé.",
    "contract.restored": lambda _: "Marché repris des archives.",
    "contract.stage_moved": _moved,
    "contract.lot_added": lambda details: f"Lot {details['lot']} ajouté.",
    "contract.lot_changed": lambda details: f"Lot {details['lot']} modifié.",
    "contract.lot_removed": lambda details: f"Lot {details['lot']} retiré.",
    "contract.tranche_added": lambda details: (
        f"{label(TrancheKind, details['kind'])} {details['tranche']} ajoutée."
    ),
    "contract.tranche_changed": lambda details: f"Tranche {details['tranche']} modifiée.",
    "contract.tranche_affirmed": lambda details: f"Tranche {details['tranche']} affermie.",
    "contract.tranche_removed": lambda details: f"Tranche {details['tranche']} retirée.",
    "contract.order_placed": lambda details: (
        f"Bon de commande {details['order']} ({hours(details['minutes'])})."
    ),
    "contract.terms_added": _clause("ajoutée"),
    "contract.terms_changed": _clause("modifiée"),
    "contract.terms_removed": _clause("retirée"),
    "contract.penalty_set": lambda details: (
        f"Pénalité fixée (lot {details['lot']}) : {label(PenaltyTrigger, details['trigger'])}."
    ),
    "contract.penalty_removed": lambda details: (
        f"Pénalité retirée (lot {details['lot']}) : {label(PenaltyTrigger, details['trigger'])}."
    ),
    "contract.penalties_limited": lambda details: f"Plafond des pénalités changé (lot {details['lot']}).",
    "contract.commitment_added": _commitment("ajouté"),
    "contract.commitment_changed": _commitment("corrigé"),
    "contract.commitment_removed": _commitment("retiré"),
    "contract.shared_out": lambda details: (
        f"Heures réparties (lot {details['lot']}, {hours(details['minutes'])})."
    ),
    "contract.amended": lambda details: f"Avenant {details['number']} appliqué.",
    "contract.exemption_asked": _exemption("saisie"),
    "contract.exemption_confirmed": _exemption("confirmée"),
    "contract.exemption_withdrawn": _exemption("retirée"),
}


def sentence(action: str, details: Details) -> str:
    """One event in French; an action that is not ours is shown by its own name."""
    say = SENTENCES.get(action)
    return say(details) if say else action
