"""The message that tells a company of people proposed. It names nobody: names are read on the page."""

from facilitator.formats import NBSP, day, plural
from geiq.matching.models import StaffingRequest

PURPOSE = "staffing"
"""Of the links that lead to the staffing requests."""
LABEL = "Répondre sur des personnes proposées"
PERSONAL = "Ce lien est pour vous : un code vous sera envoyé à cette adresse quand vous l’ouvrirez."


def subject(request: StaffingRequest, people: int) -> str:
    """`2 personnes proposées : maçon VRD`."""
    said = plural(people, "personne proposée", "personnes proposées")
    return f"{said} : {request.trade}"[:200]


def text(request: StaffingRequest, people: int, answer_by: object, url: str, body: str) -> str:
    """The message."""
    said = plural(people, "personne vous est proposée", "personnes vous sont proposées")
    return (
        f"Bonjour,\n\nPour votre besoin «{NBSP}{request.trade}{NBSP}», à partir du "
        f"{day(request.starts_on)} : {said}.\n\nPour chacune, dites si vous la rencontrez, l’accueillez en "
        "immersion, l’embauchez, ou "
        f"pourquoi elle n’est pas retenue, avant le {day(answer_by)}. Votre réponse reste au dossier.\n\n"
        f"Répondre :\n{url}\n\n{PERSONAL}\n\n{body}\n"
    )
