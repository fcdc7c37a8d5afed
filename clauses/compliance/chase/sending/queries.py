"""Write the message of a company, send it, tell it in the log. The caller commits."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from clauses.compliance.chase.letters.rules import (
    HIDDEN_LINK,
    Letter,
    filled,
    html_of,
    sms_of,
    subject_of,
    title_of,
    values_of,
)
from clauses.compliance.chase.line_rules import Line
from clauses.compliance.chase.models import Reminder, ReminderPart
from clauses.compliance.chase.rules import (
    WRITTEN,
    ChaseStep,
    Debt,
    contracts_of,
    months_of,
    purpose_of,
    said_by,
)
from clauses.compliance.contacts.rules import Person, Way
from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.contracts.models import Contract
from facilitator.access import asking
from facilitator.accounts.models import Contact, Organisation, User
from facilitator.accounts.tasklinks.queries import new_link
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.queries import post
from facilitator.mail.sms.queries import post_sms
from facilitator.words import RuleBroken

KIND = "Relance"
NOBODY = "Personne n’est joignable dans cette entreprise : complétez ses contacts."
NOTHING = "Cette entreprise n’a plus rien à faire : elle a répondu entre-temps."
TOO_SOON = "Cette entreprise a déjà été relancée : dites pourquoi lui écrire de nouveau."
HELD = "Les relances de cette entreprise sont suspendues."


@dataclass(frozen=True)
class Draft:
    """What would be sent to a company: to whom, how, which words."""

    line: Line
    person: Person
    step: ChaseStep | None
    """The step it says; None between two steps."""
    letter: Letter
    body: str
    referent: str = ""

    @property
    def way(self) -> Way:
        """How it travels."""
        return self.person.way or Way.MAIL

    @property
    def debts(self) -> list[Debt]:
        """What it names: all that is owed and not held."""
        return [one.debt for one in self.line.standings if not one.held]

    def values(self, url: str = HIDDEN_LINK) -> dict[str, str]:
        """What fills its fields."""
        return values_of(
            self.debts,
            self.line.today,
            company=self.line.name,
            contact=self.person.name,
            body=self.body,
            referent=self.referent,
            url=url,
        )

    @property
    def subject(self) -> str:
        """The subject as it would be read."""
        return subject_of(self.letter, self.values())

    def text(self, url: str = HIDDEN_LINK) -> str:
        """The words as they would be read."""
        values = self.values(url)
        return sms_of(self.letter, values) if self.way is Way.SMS else filled(self.letter.text, values)


def voiced(line: Line) -> ChaseStep:
    """The step whose words a message takes: the one due, else the furthest reached that is written."""
    step = line.due or line.reached or ChaseStep.BEFORE
    if step in WRITTEN:
        return step
    used = [one for standing in line.standings for one in standing.ladder.steps if one in WRITTEN]
    return max(used, key=lambda one: one.rank, default=ChaseStep.DUE)


def draft_of(
    line: Line, body: Organisation, letters: Mapping[ChaseStep, Letter], referents: Mapping[int, str]
) -> Draft | None:
    """The message of a company; None when nobody can be reached, or nothing may be said."""
    person = line.person
    if person is None or line.is_held:
        return None
    followers = Counter(
        debt.followed_by_id for debt in line.debts if debt.followed_by_id is not None
    ).most_common(1)
    referent = referents.get(followers[0][0], "") if followers else ""
    return Draft(line, person, line.due, letters[voiced(line)], body.name, referent)


def referents_of(lines: Collection[Line]) -> dict[int, str]:
    """The names of those who follow the contracts of these lines."""
    ids = {one for line in lines for one in line.followers}
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row.id: row.name for row in rows}


def send(draft: Draft, body_id: int, reason: str = "") -> tuple[Reminder, str]:
    """Send it: the reminder kept, and the address of its link. Leaves `reminder.sent`, `link.sent`.

    Raises `RuleBroken` when the company was written to too lately and no reason is given.
    """
    line, person = draft.line, draft.person
    if line.is_quiet and not reason.strip():
        raise RuleBroken(TOO_SOON, "reason")
    contact = db.session.get_one(Contact, person.id)
    title = title_of(draft.debts, line.today)
    _, url = new_link(body_id, contact, purpose_of(draft.debts), title, months_of(draft.debts))
    _post(draft, contact, url, body_id)
    kept = _kept(draft, body_id, reason.strip())
    db.session.flush()
    _tell(draft, kept)
    record("reminder.sent", kept, step=draft.step.value if draft.step else None, things=len(kept.parts))
    return kept, url


def _post(draft: Draft, contact: Contact, url: str, body_id: int) -> None:
    about: dict[str, Any] = {"organisation_id": draft.line.organisation_id, "body_id": body_id}
    text = draft.text(url)
    if draft.way is Way.SMS:
        post_sms(KIND, contact.phone, text, **about)
    else:
        post(KIND, contact.email, draft.subject, text, html=html_of(text, url), **about)


def _kept(draft: Draft, body_id: int, reason: str) -> Reminder:
    line, person, asker = draft.line, draft.person, asking.get()
    kept = Reminder(
        body_id=body_id,
        organisation_id=line.organisation_id,
        step=draft.step,
        way=draft.way,
        contact_name=person.name,
        address=person.email if draft.way is Way.MAIL else person.phone,
        subject=draft.subject,
        text=draft.text(),
        sent_at=now(),
        author_id=asker.account_id if asker else None,
        reason=reason[:300],
    )
    for debt, step in said_by(line.standings, line.today):
        kept.parts.append(
            ReminderPart(
                body_id=body_id,
                organisation_id=line.organisation_id,
                contract_id=debt.contract_id,
                key=debt.key,
                step=step,
                label=debt.label[:300],
            )
        )
    db.session.add(kept)
    return kept


def _tell(draft: Draft, kept: Reminder) -> None:
    """A line in the log of each contract concerned."""
    organisation = db.session.get_one(Organisation, draft.line.organisation_id)
    said = draft.step.label if draft.step else "À la main"
    for contract_id in contracts_of(draft.debts):
        mine = [debt.label for debt in draft.debts if debt.contract_id == contract_id]
        things = ", ".join(dict.fromkeys(mine))
        summary = f"{said} : {draft.way.label.lower()} à {draft.person.name}, {things}."
        tell(
            db.session.get_one(Contract, contract_id),
            ExchangeKind.REMINDER,
            summary[:1000],
            organisation=organisation,
            source=f"reminder {kept.id}",
        )
