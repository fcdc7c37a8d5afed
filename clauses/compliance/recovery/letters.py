"""The message that tells a company of candidates. It names nobody."""

from clauses.compliance.recovery.models import CandidateOffer
from clauses.compliance.recovery.rules import offered_sentence
from facilitator.formats import NBSP

PURPOSE = "candidates"
"""Of the links that lead to the offers."""
LABEL = "Répondre à une proposition de candidats"
PERSONAL = "Ce lien est pour vous : un code vous sera envoyé à cette adresse quand vous l’ouvrirez."


def subject(offer: CandidateOffer) -> str:
    """`2 candidats proposés : maçon VRD`."""
    return offered_sentence(offer.people, offer.trade).rstrip(".")[:200]


def text(offer: CandidateOffer, url: str, body: str) -> str:
    """The message."""
    title = offer.commitment.terms.lot.contract.title
    said = offered_sentence(offer.people, offer.trade)
    return (
        f"Bonjour,\n\nPour le marché «{NBSP}{title}{NBSP}» : {said}\n\n"
        "Dites en une minute combien de personnes vous retenez, ou pourquoi aucune ne convient : votre "
        f"réponse reste au dossier du marché.\n\nRépondre :\n{url}\n\n{PERSONAL}\n\n{body}\n"
    )
