"""What a referrer is told, and what a facilitator decides on those it proposes. Pure."""

from facilitator.formats import NBSP
from facilitator.words import RuleBroken, Word
from worksites.events.guests.rules import GuestState

PURPOSE = "event-referral"
LABEL = "Proposer des personnes pour un événement"
KIND = "Demande de propositions pour un événement"
PERSONAL = "Ce lien est pour vous : un code vous sera envoyé à cette adresse quand vous l’ouvrirez."
MOST = 100
"""People that one structure proposes for one event."""


class ReferralVerdict(Word):
    """What a facilitator decides on somebody proposed."""

    SAME = "referral_same", "C’est une personne déjà connue"
    NEW = "referral_new", "C’est une nouvelle personne : créer sa fiche"
    NAME = "referral_name", "L’inviter sans créer de fiche"
    DECLINE = "referral_decline", "Ne pas l’inviter"


def subject(title: str) -> str:
    """`Qui proposez-vous : Job dating des toits`."""
    return f"Qui proposez-vous{NBSP}: {title}"[:190]


def text(title: str, when: str, place: str, url: str, body: str) -> str:
    """The message: it names nobody."""
    where = f"Où{NBSP}: {place}\n" if place else ""
    return (
        f"Bonjour,\n\n{title}\nQuand{NBSP}: {when}\n{where}\nVous pouvez proposer des personnes que vous "
        "accompagnez. Chacune choisit ensuite librement son heure, ou ne vient pas.\n\n"
        f"Proposer des personnes{NBSP}:\n{url}\n\n{PERSONAL}\n\n{body}\n"
    )


def check_more(count: int) -> None:
    """Refuse the hundred and first; `RuleBroken`."""
    if count >= MOST:
        raise RuleBroken(f"Vous avez déjà proposé {MOST} personnes : appelez l’organisateur.")


def check_verdict(state: GuestState, verdict: ReferralVerdict, picked: int | None, word: str) -> None:
    """Refuse a decision that lacks what it needs; `RuleBroken`."""
    if state is not GuestState.SUGGESTED:
        raise RuleBroken("Cette proposition est déjà décidée.")
    if verdict is ReferralVerdict.SAME and picked is None:
        raise RuleBroken("Dites qui c’est.", "person")
    if verdict is ReferralVerdict.DECLINE and not word.strip():
        raise RuleBroken("Dites pourquoi en un mot : la structure le lira.", "remark")
