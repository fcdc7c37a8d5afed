"""What the messages say: the house's words for each step, their fields, what fills them.

No name of a participant can stand in a message: no field holds one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from clauses.compliance.chase.rules import ChaseStep, Debt, What
from clauses.hours.declaring.inviting.rules import short_day
from facilitator.formats import NBSP, plural
from facilitator.mail.rules import SUBJECT_AT_MOST, check_header
from facilitator.mail.sms.rules import SMS_AT_MOST
from facilitator.words import RuleBroken

FIELD = re.compile(r"\{([^{}]*)\}")
FIELDS: Mapping[str, str] = {
    "entreprise": "nom de l’entreprise",
    "contact": "nom du contact",
    "resume": "ce qui est attendu, en une phrase",
    "liste": "ce qui est attendu, une ligne par marché",
    "lien": "l’adresse personnelle",
    "structure": "nom de votre structure",
    "referent": "qui suit ses marchés",
}
"""What a message may hold between braces, and what replaces it."""
OWED = {"text": ("liste", "lien"), "sms": ("lien",), "subject": ()}
HIDDEN_LINK = "[lien personnel]"
LONGEST_SUMMARY = 120


@dataclass(frozen=True)
class Letter:
    """The words of one step: subject and text of the mail, the short message."""

    subject: str
    text: str
    sms: str


HOW = (
    "Une minute suffit, sur un téléphone ou un ordinateur, sans compte ni mot de passe. S’il n’y a eu "
    "aucune heure, dites-le aussi : c’est une réponse."
)
END = (
    "Répondre :\n{lien}\n\n"
    "Ce lien est pour vous : un code vous sera envoyé quand vous l’ouvrirez. Si vous n’êtes plus la bonne "
    "personne, dites-le au même endroit.\n\n{referent}\n{structure}\n"
)


def _letter(subject: str, opening: str, close: str = HOW) -> Letter:
    text = f"Bonjour,\n\n{opening}\n\n{{liste}}\n\n{close}\n\n{END}"
    return Letter(subject, text, "{structure} : {resume}. {lien}")


LETTERS: Mapping[ChaseStep, Letter] = {
    ChaseStep.BEFORE: _letter("{resume}", "Voici ce qui est attendu de {entreprise} :"),
    ChaseStep.DUE: _letter("C’est le jour : {resume}", "C’est aujourd’hui le dernier jour :"),
    ChaseStep.LATE: _letter(
        "Rappel : {resume}",
        "Nous n’avons pas encore reçu de {entreprise} :",
        f"{HOW} Si quelque chose vous en empêche, répondez-nous : nous pouvons vous aider.",
    ),
    ChaseStep.LATER: _letter(
        "Deuxième rappel : {resume}",
        "Malgré un premier rappel, nous n’avons pas reçu de {entreprise} :",
        f"{HOW} Sans réponse, nous écrirons à un autre contact de l’entreprise.",
    ),
    ChaseStep.SECOND: _letter(
        "Sans réponse de votre entreprise : {resume}",
        "Nos messages à votre collègue sont restés sans réponse. {entreprise} doit encore :",
    ),
    ChaseStep.THIRD: _letter(
        "Clause sociale de {entreprise}, sans réponse : {resume}",
        "Nous nous adressons à vous comme responsable : nos messages précédents sont restés sans réponse. "
        "{entreprise} doit encore, au titre de ses marchés :",
        f"{HOW} Sans nouvelles de votre part, nous vous appellerons.",
    ),
}
"""The house's words for each step."""


def check_letter(letter: Letter) -> None:
    """Refuse a message with an unknown field, or without what its reader needs; raises `RuleBroken`."""
    for name, words in (("subject", letter.subject), ("text", letter.text), ("sms", letter.sms)):
        if not words.strip():
            raise RuleBroken("Écrivez ce texte.", name)
        found = FIELD.findall(words)
        unknown = next((one for one in found if one not in FIELDS), None)
        if unknown is not None or words.count("{") != len(found) or words.count("}") != len(found):
            known = ", ".join(f"{{{one}}}" for one in FIELDS)
            raise RuleBroken(f"Entre accolades, seulement : {known}.", name)
        lacking = next((one for one in OWED[name] if one not in found), None)
        if lacking is not None:
            raise RuleBroken(f"Ce texte doit contenir {{{lacking}}} : {FIELDS[lacking]}.", name)
    check_header(letter.subject, "subject")


def filled(words: str, values: Mapping[str, str]) -> str:
    """The words with their fields replaced, once: a value that holds braces stays as it is."""
    return FIELD.sub(lambda found: values.get(found[1], found[0]), words)


def subject_of(letter: Letter, values: Mapping[str, str]) -> str:
    """The subject, on one line and never too long."""
    said = " ".join(filled(letter.subject, values).split(" ")).strip()
    said = said[:1].upper() + said[1:]
    return said if len(said) <= SUBJECT_AT_MOST else f"{said[: SUBJECT_AT_MOST - 1]}…"


def sms_of(letter: Letter, values: Mapping[str, str]) -> str:
    """The short message; when it would be too long, the house's own without the list."""
    said = filled(letter.sms, values)
    if len(said) <= SMS_AT_MOST:
        return said
    room = SMS_AT_MOST - len(values["lien"]) - 2
    return f"{values['resume'][:room]} : {values['lien']}"[:SMS_AT_MOST]


def html_of(text: str, url: str) -> str:
    """The same text as a page of a mail: the address becomes a button; nothing comes from elsewhere."""
    button = (
        f'<a href="{escape(url)}" style="display:inline-block;padding:14px 22px;background:#0e5157;'
        'color:#ffffff;font-weight:bold;text-decoration:none;border-radius:6px">Répondre</a>'
    )
    marked = text.replace(f"Répondre :\n{url}", url)
    paragraphs = []
    for block in marked.strip().split("\n\n"):
        lines = "<br>".join(escape(line) for line in block.split("\n"))
        paragraphs.append(f"<p>{lines.replace(escape(url), button)}</p>")
    return (
        '<!doctype html><html lang="fr"><body style="font-family:sans-serif;font-size:16px;color:#1a2628">'
        f"{''.join(paragraphs)}</body></html>"
    )


def lines_of(debts: Iterable[Debt], today: date) -> list[str]:
    """One line a contract and thing, those due first."""
    ordered = sorted(debts, key=lambda one: (one.due_on, one.contract, one.label))
    return list(dict.fromkeys(_line(debt, today) for debt in ordered))


def _line(debt: Debt, today: date) -> str:
    where = f"{debt.contract} ({debt.buyer}) : " if debt.contract else ""
    when = "en retard depuis le" if debt.due_on < today else "avant le"
    return f"{where}{debt.label}, {when} {short_day(debt.due_on)}"


def summary_of(debts: Sequence[Debt], today: date) -> str:
    """All that is owed in one phrase: `heures d’octobre à déclarer avant le 10 novembre, 3 chantiers`."""
    counts = Counter(debt.what for debt in debts)
    said = [_hours(debts)] if counts[What.HOURS] else []
    said += [plural(counts[what], one, several) for what, one, several in COUNTED if counts[what]]
    phrase = ", ".join(said)
    ahead = [one.due_on for one in debts]
    if ahead and min(ahead) >= today:
        phrase += f" avant le {short_day(min(ahead))}"
    sites = len({one.contract_id for one in debts if one.contract_id is not None})
    phrase += f", {plural(sites, 'chantier')}" if sites > 1 else ""
    return phrase if len(phrase) <= LONGEST_SUMMARY else f"{phrase[: LONGEST_SUMMARY - 1]}…"


COUNTED = (
    (What.RETURNED, "relevé à corriger", "relevés à corriger"),
    (What.PAPERS, "justificatif à envoyer", "justificatifs à envoyer"),
    (What.CONFIRMATION, "relevé à confirmer", "relevés à confirmer"),
    (What.OFFER, "proposition de candidats sans réponse", "propositions de candidats sans réponse"),
    (What.RECOVERY, "action de rattrapage en retard", "actions de rattrapage en retard"),
    (What.OTHER, "réponse attendue", "réponses attendues"),
)


def _hours(debts: Iterable[Debt]) -> str:
    due = sorted((one for one in debts if one.what is What.HOURS), key=lambda one: (one.due_on, one.label))
    said = list(dict.fromkeys(one.label for one in due))
    if len(said) > 2:
        months = {month for one in due for month in one.months}
        return f"heures de {plural(len(months), 'mois', 'mois')} à déclarer"
    return f"heures {' et '.join(one.removeprefix('heures ') for one in said)} à déclarer"


def title_of(debts: Sequence[Debt], today: date) -> str:
    """What a link shows of itself."""
    said = summary_of(debts, today)
    return (said[:1].upper() + said[1:])[:200]


def values_of(
    debts: Sequence[Debt], today: date, *, company: str, contact: str, body: str, referent: str, url: str
) -> dict[str, str]:
    """What replaces each field of a message."""
    return {
        "entreprise": company,
        "contact": contact,
        "resume": summary_of(debts, today),
        "liste": "\n".join(f"- {line}" for line in lines_of(debts, today)),
        "lien": url,
        "structure": body,
        "referent": f"Votre interlocuteur{NBSP}: {referent}" if referent else "",
    }
