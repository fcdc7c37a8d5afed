"""What the page of a cohort shows, as the asker may read it; what its forms offer."""

from collections import Counter
from dataclasses import dataclass

from clauses.contracts.queries import operations_offered, organisations_met
from clauses.people.employments.offered_queries import employers_offered
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import organisations_of, owned
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken
from geiq.cohorts.enrolments.rules import SEATED, TRAINED, WENT_THROUGH, Seats, is_open
from geiq.cohorts.life_rules import LIFE, missing_before, next_steps
from geiq.cohorts.list_queries import shown
from geiq.cohorts.models import Cohort
from geiq.cohorts.queries import enrolments_in, hired_in, least_of, seats_of, states_in
from geiq.cohorts.record_queries import facts_of
from geiq.cohorts.rules import CohortStage, EnrolmentState
from worksites.sites.models import Worksite

Choices = list[tuple[int, str]]
TRAINERS = (OrganisationKind.TRAINING_PROVIDER, OrganisationKind.GEIQ, OrganisationKind.INSERTION_STRUCTURE)
PARTAKERS = tuple(
    kind
    for kind in OrganisationKind
    if kind not in {OrganisationKind.FACILITATION_BODY, OrganisationKind.OPERATOR}
)


@dataclass(frozen=True)
class Next:
    """A stage that may follow, and what is still to do before it."""

    stage: CohortStage
    lacking: list[str]


@dataclass(frozen=True)
class Sheet:
    """What an asker reads of a cohort."""

    cohort: Cohort
    seats: Seats | None
    """None where the asker counts nobody."""
    told: tuple[str, str, str, str] | None
    """For a buyer: seats held, entered, went through, hired, small numbers hidden."""
    states: Counter[EnrolmentState]
    """The candidates that the asker may see, by state."""
    hired: int
    following: list[Next]
    proposes: bool = False
    """Whether the asker may propose people."""

    @property
    def total(self) -> int:
        """How many candidates the asker sees."""
        return self.states.total()

    @property
    def life(self) -> tuple[CohortStage, ...]:
        """The stages for the bar; a cancelled cohort shows its end alone."""
        return LIFE if self.cohort.stage in LIFE else (CohortStage.NEED, CohortStage.CANCELLED)


def sheet_of(asker: Asker, cohort: Cohort) -> Sheet:
    """The page of a cohort: the body reads all, a partner its own people, a buyer large counts."""
    if asker.role in BUYER_ROLES:
        return Sheet(cohort, None, _told(cohort), Counter(), 0, [])
    seen = enrolments_in(asker, cohort)
    body = asker.role in BODY_ROLES
    facts = facts_of(cohort) if body else None
    return Sheet(
        cohort=cohort,
        seats=seats_of(cohort) if body or fills(asker, cohort) else None,
        told=None,
        states=Counter(one.state for one in seen),
        hired=sum(one.employment_id is not None for one in seen),
        following=[Next(one, missing_before(one, facts, today())) for one in next_steps(cohort.stage)]
        if facts
        else [],
        proposes=asker.role in {*BODY_ROLES, Role.PARTNER} and is_open(cohort.stage),
    )


def _told(cohort: Cohort) -> tuple[str, str, str, str]:
    states, least = states_in([cohort.id])[cohort.id], least_of(cohort.body_id)
    counts = [sum(states[one] for one in group) for group in (SEATED, TRAINED, WENT_THROUGH)]
    held, entered, through = (shown(count, least) for count in counts)
    return held, entered, through, shown(hired_in([cohort.id]).get(cohort.id, 0), least)


def trains(asker: Asker, cohort: Cohort) -> bool:
    """Whether the asker is the training provider."""
    return asker.role is Role.PARTNER and cohort.provider_id == asker.organisation_id


def hires(asker: Asker, cohort: Cohort) -> bool:
    """Whether the asker is the GEIQ, or the employer of a POEI."""
    here = asker.organisation_id
    return asker.role in {Role.PARTNER, *COMPANY_ROLES} and here in {cohort.geiq_id, cohort.employer_id}


def fills(asker: Asker, cohort: Cohort) -> bool:
    """Whether the asker fills a part of the cohort as a whole, and so knows its seats."""
    return trains(asker, cohort) or (asker.role is Role.PARTNER and hires(asker, cohort))


def offered_to(asker: Asker) -> dict[str, Choices]:
    """What the form of a cohort offers, by the name of the field."""
    return {
        "operation_id": operations_offered(asker),
        "provider_id": organisations_met(asker, TRAINERS),
        "geiq_id": organisations_met(asker, [OrganisationKind.GEIQ]),
        "employer_id": employers_offered(asker),
    }


def worksites_offered(asker: Asker) -> Choices:
    """(id, name) of the worksites of the asker's body."""
    found = owned(Worksite, asker).where(Worksite.archived_on.is_(None)).order_by(Worksite.name)
    return [(one.id, one.name) for one in db.session.scalars(found)]


def worksite_chosen(asker: Asker, worksite_id: int) -> Worksite:
    """The asker's worksite that a form chose."""
    found = db.session.scalar(owned(Worksite, asker).where(Worksite.id == worksite_id))
    if found is None:
        raise RuleBroken("Choisissez le chantier dans la liste.", "worksite_id")
    return found


def partakers_offered(asker: Asker) -> Choices:
    """(id, name) of the organisations that may take part in a cohort."""
    return organisations_met(asker, PARTAKERS)


def check_partaker(asker: Asker, organisation_id: int) -> int:
    """The organisation that a form chose, among those the asker works with."""
    known = organisations_of(asker).where(Organisation.id == organisation_id)
    if db.session.scalar(known) is None:
        raise RuleBroken("Choisissez l’organisation dans la liste.", "organisation_id")
    return organisation_id
