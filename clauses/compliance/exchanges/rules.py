"""The words of the log: what was exchanged, with whom it counts."""

from facilitator.words import RuleBroken, Word

SUMMARY_AT_MOST = 1000


class ExchangeKind(Word):
    """What was exchanged with those who carry a contract out."""

    MAIL = "mail", "Courriel"
    SMS = "sms", "SMS"
    CALL = "call", "Appel"
    MEETING = "meeting", "Réunion"
    VISIT = "visit", "Visite de chantier"
    NOTE = "note", "Note"
    REMINDER = "reminder", "Relance"
    CANDIDATES_OFFERED = "candidates_offered", "Candidats proposés"
    CANDIDATES_ANSWERED = "candidates_answered", "Réponse sur des candidats"
    RECOVERY = "recovery", "Action de rattrapage"
    NOTICE = "notice", "Mise en demeure"
    COMMENTS = "comments", "Observations de l’entreprise"
    PENALTY = "penalty", "Pénalité"
    CONTACT = "contact", "Contacts"
    DOCUMENT = "document", "Document"


BY_HAND = (
    ExchangeKind.CALL,
    ExchangeKind.MAIL,
    ExchangeKind.MEETING,
    ExchangeKind.VISIT,
    ExchangeKind.NOTE,
)
"""The kinds that somebody writes; the others are told by the act itself."""


def check_summary(text: str) -> str:
    """The summary, stripped; raises `RuleBroken` when it is empty or too long."""
    text = text.strip()
    if not text:
        raise RuleBroken("Écrivez en une phrase ce qui a été dit ou fait.", "summary")
    if len(text) > SUMMARY_AT_MOST:
        raise RuleBroken("1 000 caractères au plus.", "summary")
    return text
