"""What a company and a facilitator do with statements, at a given moment of the past."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime

from sqlalchemy import select

from clauses.hours.checks.queries import findings_of
from clauses.hours.checks.rules import Code, Level
from clauses.hours.ledger.models import Sending, Statement
from clauses.hours.ledger.queries import put_line, say_nothing, submit, touched
from clauses.people.employments.models import Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker
from facilitator.accounts.demonstration.demo import named
from facilitator.accounts.demonstration.queries import acting, being, by_link
from facilitator.accounts.demonstration.rules import door
from facilitator.accounts.models import Contact, Organisation
from facilitator.clock import told_at
from facilitator.db import db
from facilitator.words import RuleBroken

Lines = Mapping[Employment, Mapping[MinutesKind, int]]
Worked = dict[tuple[int, date], dict[Employment, dict[MinutesKind, int]]]
"""By commitment and month."""

WORDS = {
    Code.MUCH_MORE: "À plein temps sur ce chantier depuis ce mois-ci.",
    Code.SILENT: "Le chantier a repris après l’arrêt des travaux.",
    Code.TOO_MANY: "Heures supplémentaires demandées pour tenir le coulage.",
    Code.HIRED_BEFORE: "Déjà dans l’entreprise, affectation à ce marché dès l’ordre de service.",
    Code.PARTIAL: "Seules les heures faites pendant la période sont déclarées.",
    Code.NO_WORK: "Le mois entier s’est passé au centre de formation.",
}
OTHERWISE = "Vérifié avec le chef de chantier : le relevé est juste."


class Companies:
    """Who answers for each company: an account for one of them, the first contact for the others."""

    def __init__(self) -> None:
        self.with_account = named("company").id
        rows = db.session.execute(
            select(Contact.organisation_id, Contact.name).order_by(Contact.rank.desc(), Contact.id)
        )
        self.names = {row.organisation_id: row.name for row in rows}

    def _acting(self, organisation: Organisation) -> AbstractContextManager[Asker]:
        if organisation.id == self.with_account:
            return acting(door("declarante"))
        return being(by_link(organisation, self.names.get(organisation.id, organisation.name)))

    def fill(self, statement: Statement, lines: Lines, at: datetime) -> None:
        """The hours of a month, or that there are none."""
        with told_at(at), self._acting(statement.organisation):
            for employment, kinds in lines.items():
                for kind, minutes in kinds.items():
                    put_line(statement, employment, kind, minutes)
            if statement.lines:
                touched(statement)
            else:
                say_nothing(statement)

    def send(self, statements: Sequence[Statement], at: datetime) -> Sending:
        """Send them together; what the checks ask about gets a word."""
        organisation = statements[0].organisation
        with told_at(at), self._acting(organisation) as asker:
            try:
                return submit(statements, asker.name)
            except RuleBroken:
                for statement in statements:
                    explain(statement)
                return submit(statements, asker.name)


def explain(statement: Statement) -> None:
    """A word on every line that the checks ask about."""
    said = {one.employment: one for one in findings_of(statement) if one.level is Level.WARNING}
    for line in list(statement.lines):
        found = said.get(line.employment_id)
        if found is not None:
            word = WORDS.get(found.code, OTHERWISE)
            put_line(statement, line.employment, line.kind, line.minutes, remark=word)
    touched(statement)
