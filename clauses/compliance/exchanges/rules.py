"""The words of the log: what was exchanged, with whom it counts."""

from datetime import date, datetime

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
    PROMISED_EVENT = "promised_event", "Événement promis"
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


def check_day(on: date, today: date) -> None:
    """Refuse to note what has not happened yet."""
    if on > today:
        raise RuleBroken(
            "Cet échange n’a pas encore eu lieu : choisissez aujourd’hui ou un jour passé.", "happened_on"
        )


def is_withdrawable(kind: ExchangeKind, withdrawn_at: datetime | None) -> bool:
    """Whether somebody may withdraw it: only what somebody wrote, once."""
    return kind in BY_HAND and withdrawn_at is None


def check_withdrawal(kind: ExchangeKind, withdrawn_at: datetime | None) -> None:
    """Refuse to withdraw what an act told, or what is withdrawn already."""
    if not is_withdrawable(kind, withdrawn_at):
        raise RuleBroken("Seule une note écrite à la main se retire, une seule fois.")
