"""What is written to a company: the receipt of what it sent. Never a name of a person declared."""

from collections.abc import Sequence
from typing import Any

from clauses.hours.declaring.queries import next_task, reached_at
from clauses.hours.ledger.models import Sending, Statement
from clauses.hours.ledger.queries import check_due
from facilitator.access import Asker
from facilitator.accounts.rules import is_mobile
from facilitator.formats import hours, instant, month
from facilitator.mail.queries import post
from facilitator.mail.sms.queries import post_sms


def receipt_lines(statements: Sequence[Statement]) -> list[str]:
    """By contract: the month and what was declared."""
    return [
        f"- {one.commitment.terms.lot.contract.title} ({month(one.month)}) : "
        + ("aucune heure" if one.no_hours else hours(one.declared_minutes))
        for one in statements
    ]


def receipt_text(sending: Sending, statements: Sequence[Statement], following: Statement | None) -> str:
    """The receipt as a letter."""
    coming = (
        f"À suivre : {month(following.month)}, {check_due(following)}." if following else "Vous êtes à jour."
    )
    return "\n".join(
        (
            "Bonjour,\n",
            f"Votre déclaration est reçue, le {instant(sending.sent_at)}, sous le numéro {sending.number}.\n",
            *receipt_lines(statements),
            f"\nTotal : {hours(sending.minutes)}.",
            coming,
            "\nGardez ce message : il vaut accusé de réception.",
        )
    )


def post_receipt(asker: Asker, sending: Sending, statements: Sequence[Statement]) -> None:
    """Mail the receipt to whoever sent; an SMS to whoever has only a mobile telephone."""
    email, phone = reached_at(asker)
    about: dict[str, Any] = {
        "organisation_id": sending.organisation_id,
        "body_id": sending.body_id,
        "key": f"receipt {sending.id}",
    }
    if email:
        text = receipt_text(sending, statements, next_task(asker))
        subject = f"Déclaration reçue : {sending.number}"
        post("Accusé de réception", email, subject, text, **about)
    elif is_mobile(phone):
        text = f"Facilitator : déclaration reçue, {hours(sending.minutes)}. Numéro {sending.number}."
        post_sms("Accusé de réception", phone, text, **about)
