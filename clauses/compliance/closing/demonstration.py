"""Ends the contracts of the demonstration that are over: reports, visas, certificates, one replaced."""

from contextlib import AbstractContextManager
from datetime import timedelta

from sqlalchemy import select

from clauses.compliance.closing.certificates.queries import draw, issue, missing_on
from clauses.compliance.closing.queries import comment, companies_of, current_of, make
from clauses.compliance.closing.queries import issue as issue_report
from clauses.compliance.closing.rules import Opinion
from clauses.contracts.demonstration.demo import CONTRACTS, LAST_DECLARED, since, walk
from clauses.contracts.models import Contract
from clauses.contracts.record_queries import archive_contract
from clauses.contracts.rules import Stage
from clauses.contracts.stages.queries import move_stage
from clauses.contracts.stages.rules import ORDER
from clauses.people.demonstration.deciding import morning
from facilitator.accounts.demonstration.queries import acting, being, by_link
from facilitator.accounts.demonstration.rules import DOORS
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural

HEAD = next(door for door in DOORS if door.key == "responsable")
LEARNED = (
    "Les premières embauches sont venues quatre mois après le démarrage : présenter les candidats dès la "
    "réunion de démarrage.\nLa mise à disposition a permis de tenir le rythme pendant les congés."
)
OBJECTION = (
    "Deux personnes ont quitté le chantier pour un contrat plus long dans une autre entreprise : leurs "
    "heures n’ont pas pu être remplacées avant la fin des travaux."
)
REOPENED = "2023-VOI-03"
COMMENTED_AGO, REPORTED_AGO, ENDORSED_AGO, ATTESTED_AGO, REOPENED_AGO = 2, 20, 9, 8, 6


def build() -> str:
    """Walk each contract that is over to its stage, by the verbs, each at its own time."""
    over = [one for one in CONTRACTS if ORDER.index(one.stage) > ORDER.index(LAST_DECLARED)]
    for bought in over:
        found = select(Contract).where(Contract.reference == bought.reference)
        contract = db.session.scalars(found).one()
        _report(contract, bought.stage)
        if bought.stage is Stage.CLOSED:
            _close(contract)
        contract.stage_since = since(contract)
        if bought.archived:
            with acting():
                archive_contract(contract, today())
    return plural(len(over), "marché terminé", "marchés terminés")


def _at(ago: int) -> AbstractContextManager[None]:
    return told_at(morning(today() - timedelta(days=ago)))


def _report(contract: Contract, stage: Stage) -> None:
    """The report, then what the companies say; the one still open waits for its second company."""
    waiting = stage is Stage.COMPANY_COMMENTS
    with _at(COMMENTED_AGO + 1 if waiting else REPORTED_AGO), acting() as asker:
        issue_report(asker, contract, make(asker, contract, LEARNED))
        db.session.flush()
    companies = companies_of(contract)
    with _at(COMMENTED_AGO if waiting else REPORTED_AGO - 3):
        for rank, company in enumerate(companies[:1] if waiting else companies):
            contact = company.contacts[0].name if company.contacts else company.name
            opinion = Opinion.OBJECTS if rank == 0 else Opinion.AGREES
            with being(by_link(company, contact)) as asker:
                report = current_of(contract.id)
                assert report is not None
                comment(report, asker, opinion, OBJECTION)
    if not waiting:
        with _at(REPORTED_AGO - 4), acting() as asker:
            walk(contract, Stage.BUYER_VISA, asker)


def _close(contract: Contract) -> None:
    with _at(ENDORSED_AGO), acting() as asker:
        walk(contract, Stage.CLOSED, asker)
    _attest(contract, ATTESTED_AGO)
    if contract.reference == REOPENED:
        with _at(REOPENED_AGO), acting(HEAD) as head:
            move_stage(contract, Stage.BUYER_VISA, head.role, "vérifier un relevé signalé par l’entreprise")
            walk(contract, Stage.CLOSED, head)
        _attest(contract, REOPENED_AGO - 1)


def _attest(contract: Contract, ago: int) -> None:
    with _at(ago), acting():
        issue(contract, draw(contract, missing_on(contract)))


PARTS = (DemoPart("closed", "Bilans, visas, attestations", build),)
