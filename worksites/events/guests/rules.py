"""The words of a guest: how she came on the list, what she answered, whether she came, how she is reached."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.words import RuleBroken, Word
from worksites.events.rules import EventState


class GuestOrigin(Word):
    """How a guest came on the list."""

    LIST = "from_list", "Liste d’invités"
    ORGANISER = "by_organiser", "Ajouté par l’organisateur"
    REFERRER = "by_referrer", "Proposé par un prescripteur"
    PUBLIC = "public_page", "Inscription publique"
    WALK_IN = "walk_in", "Venu sans inscription"


class GuestState(Word):
    """What a guest has answered."""

    SUGGESTED = "guest_suggested", "Proposé, à accepter"
    DECLINED = "guest_declined", "Proposition écartée"
    TO_CONFIRM = "guest_to_confirm", "Inscription à confirmer"
    PROPOSED = "guest_proposed", "À inviter"
    INVITED = "guest_invited", "Invité, sans réponse"
    COMING = "guest_coming", "Vient"
    MAYBE = "guest_maybe", "Peut-être"
    WAITING = "guest_waiting", "En liste d’attente"
    NOT_COMING = "guest_not_coming", "Ne vient pas"
    WITHDRAWN = "guest_withdrawn", "S’est désisté"


TONES = {
    GuestState.SUGGESTED: "warn",
    GuestState.DECLINED: "neutral",
    GuestState.TO_CONFIRM: "warn",
    GuestState.PROPOSED: "neutral",
    GuestState.INVITED: "info",
    GuestState.COMING: "good",
    GuestState.MAYBE: "info",
    GuestState.WAITING: "warn",
    GuestState.NOT_COMING: "neutral",
    GuestState.WITHDRAWN: "neutral",
}
GONE = frozenset({GuestState.NOT_COMING, GuestState.WITHDRAWN})
"""She said no: nothing is asked of her again."""
UNASKED = frozenset({GuestState.SUGGESTED, GuestState.DECLINED, GuestState.PROPOSED})
"""She was never invited: nothing is told to her."""
ANSWERS = (GuestState.COMING, GuestState.MAYBE, GuestState.NOT_COMING)
"""What a guest may say by herself."""


class Coming(Word):
    """Whether a guest was there on the day (rdv-insertion: unknown, seen, excused, noshow)."""

    UNKNOWN = "coming_unknown", "Non pointé"
    PRESENT = "came", "Présent"
    ABSENT = "did_not_come", "Absent"
    EXCUSED = "excused_before", "Excusé"


class GuestWay(Word):
    """How a guest is reached."""

    MAIL = "reach_mail", "Courriel"
    SMS = "reach_sms", "SMS"
    LETTER = "reach_letter", "Lettre à remettre"


FORGOTTEN = "Nom effacé"
"""What stands for the name of somebody whose data were erased: she still counts."""


def reach_of(email: str, phone: str, is_mobile: bool) -> GuestWay:
    """Mail first, then a short message, else the letter."""
    if email:
        return GuestWay.MAIL
    return GuestWay.SMS if phone and is_mobile else GuestWay.LETTER


def change_until(starts_at: datetime, hours: int) -> datetime:
    """Until when a guest changes or cancels by herself."""
    return starts_at - timedelta(hours=hours)


def check_open(state: EventState, until: datetime, at: datetime) -> None:
    """Refuse an answer to an event that is not announced, or after the time to change; `RuleBroken`."""
    if state is EventState.CANCELLED:
        raise RuleBroken("Cet événement est annulé.")
    if state is not EventState.ANNOUNCED:
        raise RuleBroken("On ne répond pas à cet événement pour le moment.")
    if at >= until:
        raise RuleBroken("Il est trop tard pour changer ici : appelez.")


def answered(before: GuestState, wanted: GuestState) -> GuestState:
    """What a « no » is kept as: whoever had a place, or waited for one, withdraws."""
    if wanted is GuestState.NOT_COMING and before in (GuestState.COMING, GuestState.WAITING):
        return GuestState.WITHDRAWN
    return wanted


EXPECTED = frozenset({GuestState.INVITED, GuestState.COMING, GuestState.MAYBE})
"""Who is reminded: not who said no, nor who waits for a place."""
TOLD = EXPECTED | {GuestState.WAITING, GuestState.TO_CONFIRM}
"""Who is told that the event moved or is cancelled."""


@dataclass(frozen=True)
class Remembered:
    """What was said to a guest, and when."""

    state: GuestState
    starts_at: datetime
    """When she is awaited."""
    invited_at: datetime | None = None
    answered_at: datetime | None = None
    reminded_at: datetime | None = None


def is_reminded(one: Remembered, hours: int, at: datetime) -> bool:
    """Whether a guest is to be reminded now: once, from so many hours before, unless she heard of it since,
    and never after a no.
    """
    opens = one.starts_at - timedelta(hours=hours)
    if one.state not in EXPECTED or one.reminded_at is not None or not opens <= at < one.starts_at:
        return False
    heard = max((when for when in (one.invited_at, one.answered_at) if when is not None), default=None)
    return heard is not None and heard < opens
