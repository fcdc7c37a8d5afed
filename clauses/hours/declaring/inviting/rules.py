"""The words of the message that asks a company for its hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from babel.dates import format_date

from clauses.contracts.rules import ReportingPeriod
from clauses.hours.declaring.rules import of_month
from clauses.hours.ledger.asking_rules import Asking
from facilitator.formats import NBSP, plural


@dataclass(frozen=True)
class Due:
    """One month of one contract to declare."""

    contract: str
    buyer: str
    month: date
    due_on: date
    returned: bool = False
    asked_with: Asking | None = None
    """What it is asked with; None for its month alone."""

    @property
    def asking(self) -> Asking:
        """What is asked at once."""
        return self.asked_with or Asking(self.month)


def short_day(day: date) -> str:
    """`10 novembre`, `1er décembre`."""
    text = str(format_date(day, "d MMMM", locale="fr"))
    return (f"1er{text[1:]}" if text.startswith("1 ") else text).replace(" ", NBSP)


def subject(dues: Sequence[Due], today: date) -> str:
    """`Heures d’octobre à déclarer avant le 10 novembre – 3 chantiers`: the act, the day, how many.

    A day that has passed is not a promise: it is then « dès que possible ».
    """
    latest = max(one.asking for one in dues)
    together = [one for one in dues if one.asking == latest]
    due_on = min(one.due_on for one in together)
    when = f"avant le {short_day(due_on)}" if due_on >= today else "dès que possible"
    sites = plural(len({one.contract for one in dues}), "chantier")
    others = len({one.month for one in dues} - {one.month for one in together})
    late = f" (et {plural(others, 'autre mois', 'autres mois')})" if others else ""
    return f"Heures {_of(latest)}{late} à déclarer {when} – {sites}"


def title(dues: Sequence[Due]) -> str:
    """What the link shows: `Heures d’octobre 2026 à déclarer`."""
    return f"Heures {max(one.asking for one in dues).of_it} à déclarer"


def _of(asking: Asking) -> str:
    """`d’octobre`, without its year; `du 4e trimestre 2026`."""
    return of_month(asking.last) if asking.period is ReportingPeriod.MONTHLY else asking.of_it


def lines(dues: Sequence[Due], today: date) -> list[str]:
    """One line a contract and month; the months of a quarter that are asked together make one line."""
    ordered = sorted(dues, key=lambda one: (one.due_on, one.contract, one.month))
    return list(
        dict.fromkeys(f"{one.contract} ({one.buyer}) : heures {_wanted(one, today)}" for one in ordered)
    )


def _wanted(due: Due, today: date) -> str:
    if due.returned:
        return f"{of_month(due.month, year=True)}, à corriger"
    when = "attendues depuis" if due.due_on < today else "avant"
    return f"{due.asking.of_it}, {when} le {short_day(due.due_on)}"


HOW = (
    "Une minute suffit, sur un téléphone ou un ordinateur, sans compte ni mot de passe. S’il n’y a eu aucune "
    "heure, dites-le aussi : c’est une réponse."
)
PERSONAL = "Ce lien est pour vous : un code vous sera envoyé à cette adresse quand vous l’ouvrirez."


def text(dues: Sequence[Due], url: str, body: str, today: date) -> str:
    """The message, as text."""
    told = "\n".join(f"- {line}" for line in lines(dues, today))
    return f"Bonjour,\n\n{told}\n\n{HOW}\n\nDéclarer :\n{url}\n\n{PERSONAL}\n\n{body}\n"


def html(dues: Sequence[Due], url: str, body: str, today: date) -> str:
    """The same message with a button; no image, nothing from elsewhere."""
    told = "".join(f"<li>{escape(line)}</li>" for line in lines(dues, today))
    button = (
        f'<a href="{escape(url)}" style="display:inline-block;padding:14px 22px;background:#0e5157;'
        'color:#ffffff;font-weight:bold;text-decoration:none;border-radius:6px">Déclarer les heures</a>'
    )
    return (
        '<!doctype html><html lang="fr"><body style="font-family:sans-serif;font-size:16px;color:#1a2628">'
        f"<p>Bonjour,</p><ul>{told}</ul><p>{button}</p><p>{escape(HOW)}</p>"
        f'<p style="color:#51605f">{escape(PERSONAL)}</p><p>{escape(body)}</p></body></html>'
    )


def sms(dues: Sequence[Due], url: str, today: date) -> str:
    """The same in one short message."""
    return f"{subject(dues, today)} : {url}"
