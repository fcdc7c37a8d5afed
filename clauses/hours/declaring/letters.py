"""What is written to a company: the receipt of what it sent. Never a name of a person declared."""

from datetime import date
from typing import Any

from clauses.hours.declaring.sending_queries import next_due, reached_at
from clauses.hours.ledger.queries import check_due
from clauses.hours.ledger.sending_queries import Receipt
from facilitator.access import Asker
from facilitator.accounts.rules import is_mobile
from facilitator.formats import hours, instant, month
from facilitator.mail.queries import queue
from facilitator.mail.sms.queries import post_sms


def receipt_lines(receipt: Receipt) -> list[str]:
    """By contract: the month and what was declared."""
    return [
        f"- {one.title} ({month(one.month)}) : {'aucune heure' if one.no_hours else hours(one.minutes)}"
        for one in receipt.months
    ]


def receipt_text(receipt: Receipt, following: tuple[date, date] | None) -> str:
    """The receipt as a letter; `following`: the month and the due day of what comes next."""
    coming = "Vous êtes à jour."
    if following is not None:
        coming = f"À suivre : {month(following[0])}, {check_due(following[1])}."
    return "\n".join(
        (
            "Bonjour,\n",
            f"Votre déclaration est reçue, le {instant(receipt.sent_at)}, sous le numéro {receipt.number}.\n",
            *receipt_lines(receipt),
            f"\nTotal : {hours(receipt.minutes)}.",
            coming,
            "\nGardez ce message : il vaut accusé de réception.",
        )
    )


def post_receipt(asker: Asker, receipt: Receipt) -> None:
    """Mail the receipt to whoever sent; an SMS to whoever has only a mobile telephone."""
    email, phone = reached_at(asker)
    about: dict[str, Any] = {
        "organisation_id": receipt.organisation_id,
        "body_id": receipt.body_id,
        "key": f"receipt {receipt.id}",
    }
    if email:
        text = receipt_text(receipt, next_due(asker))
        subject = f"Déclaration reçue : {receipt.number}"
        queue("Accusé de réception", email, subject, text, **about)
    elif is_mobile(phone):
        text = f"Facilitator : déclaration reçue, {hours(receipt.minutes)}. Numéro {receipt.number}."
        post_sms("Accusé de réception", phone, text, **about)
