"""From a need of the page to its cohort."""

from datetime import date

from clauses.compliance.schedule.calendar_rules import add_working_days
from clauses.contracts.commitments.rules import split
from facilitator.access import Asker
from facilitator.words import RuleBroken
from geiq.cohorts.models import Cohort
from geiq.planning.back_rules import Delays, training_end
from geiq.planning.needs.queries import NeedRow, Outlook
from geiq.planning.opening_queries import Ordered, open_cohort
from geiq.planning.sentence_rules import cohorts_of
from worksites.sites.queries import worksite_of


def answer(asker: Asker, outlook: Outlook, row: NeedRow, on: date) -> Cohort:
    """Open the first cohort of a need, at its latest dates, or as soon as can be when they are past.

    Raises `RuleBroken` when the need is too short. Leaves `cohort.created`; the caller commits.
    """
    if row.plan is None:
        raise RuleBroken("Ce besoin est trop court pour former quelqu’un.")
    weeks = row.means.weeks or outlook.beliefs.training_weeks
    information, starts, ends = _dates(row, outlook.beliefs.delays, weeks, on)
    count, seats = cohorts_of(row.plan.seats, row.means)
    sites = row.need.worksites
    people = split(-(-row.need.people // count), list(sites.values())) if sites else []
    return open_cohort(
        asker.organisation_id,
        Ordered(
            kind=row.means.kind,
            trade=row.need.trade,
            seats=seats,
            information_on=information,
            starts_on=starts,
            ends_on=ends,
            training_minutes=weeks * outlook.beliefs.weekly,
            needed_on=row.need.needed_on,
            worksites={site: count for site, count in zip(sites, people, strict=True) if count},
            provider_id=row.means.provider_id,
            operation_id=_operation(asker, list(sites)),
        ),
    )


def _operation(asker: Asker, sites: list[int]) -> int | None:
    """The operation of all these worksites, when they have the same."""
    found = {site.operation_id for each in sites if (site := worksite_of(asker, each))}
    return found.pop() if len(found) == 1 else None


def _dates(row: NeedRow, delays: Delays, weeks: int, on: date) -> tuple[date, date, date]:
    assert row.plan is not None
    if not row.late:
        return row.plan.information_by, row.plan.starts_by, row.plan.ends_on
    information = add_working_days(on, 1)
    starts = add_working_days(information, delays.before_start)
    return information, starts, training_end(starts, weeks, delays)
