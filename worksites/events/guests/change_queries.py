"""What a facilitator does to one guest by hand. The caller commits."""

from facilitator.accounts.rules import parse_phone
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.languages.rules import Tongue
from facilitator.mail.rules import parse_email
from facilitator.words import RuleBroken
from worksites.events.guests.inviting.record_queries import send_invitation
from worksites.events.guests.models import EventGuest
from worksites.events.guests.place_queries import place
from worksites.events.guests.rules import GONE, UNASKED, GuestState, GuestWay
from worksites.events.rules import EventState


def reach_by(guest: EventGuest, tongue: Tongue, email: str, phone: str) -> None:
    """How she is written to. Leaves `guest.changed` when something did. Raises `RuleBroken`."""
    values = {
        "language": tongue.value,
        "email": parse_email(email) if email else "",
        "phone": parse_phone(phone),
    }
    changed = [name for name, value in values.items() if getattr(guest, name) != value]
    for name in changed:
        setattr(guest, name, values[name])
    if changed:
        record("guest.changed", guest, fields=changed)


def say_for(guest: EventGuest, wanted: GuestState, slot_id: int | None) -> None:
    """Her answer, given by telephone or at the desk: the time to change does not bind the organiser, the
    seats do. Raises `RuleBroken`.
    """
    if guest.event.state is EventState.CANCELLED:
        raise RuleBroken("Cet événement est annulé.")
    if guest.state in UNASKED and guest.invited_at is None:
        guest.invited_at = now()
    place(guest, wanted, slot_id)


def send_again(guest: EventGuest) -> GuestWay:
    """Write the invitation once more. Leaves `guest.invited_again`. Raises `RuleBroken`."""
    if guest.event.state is not EventState.ANNOUNCED or guest.event.ends_at <= now():
        raise RuleBroken("Rien ne part pour un événement qui n’est pas annoncé, ou qui est passé.")
    if guest.state in GONE:
        raise RuleBroken("Cet invité a dit non : on ne le relance pas.")
    if guest.state in (GuestState.SUGGESTED, GuestState.DECLINED):
        raise RuleBroken("Acceptez d’abord cette proposition.")
    way = send_invitation(guest, key=f"{now():%Y-%m-%dT%H}")
    record("guest.invited_again", guest, way=way.value)
    return way
