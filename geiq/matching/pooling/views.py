"""One job for several contracts: the split proposed, adjusted by hand, the agreement made and printed."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import EDITORS
from clauses.hours.pooling.queries import agreement_of
from clauses.people.employments.trades.rules import offered
from clauses.texts.own.views import send_docx
from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import hours, parse_hours
from facilitator.words import RuleBroken
from geiq.matching.pooling.documents import agreement_file
from geiq.matching.pooling.forms import JobForm, SignForm
from geiq.matching.pooling.queries import (
    counts_until,
    duties_of,
    employers_offered,
    people_offered,
    sign,
    works_calendar,
)
from geiq.matching.pooling.rules import (
    Job,
    Period,
    adjusted,
    check_job,
    doubt,
    job_months,
    proposed,
    usable,
    why,
    withheld,
)

bp = Blueprint("pooled_jobs", __name__, url_prefix="/globalisations/emploi")


NOTHING = ("", "0", hours(0))
"""How a part of nothing is written."""


def trail() -> list[tuple[str, str]]:
    """The breadcrumb."""
    return [("Globalisations", url_for("pooling.index"))]


@bp.get("/")
@bp.post("/")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """A job first, then its split, changed if need be, then its agreements."""
    asker = current_asker()
    is_signing = bool(request.form.get("seen"))
    form = SignForm() if is_signing else JobForm(starts_on=today())
    form.offer(employers_offered(asker), people_offered(asker))
    shown: dict[str, object] = {"periods": [], "others": [], "job": None}
    if request.method == "POST" and (form.validate() or is_signing):
        try:
            job, periods, others = _proposal(form)
            shown = {"periods": _told(periods, job, request.form), "others": others, "job": job}
            if is_signing and form.validate():
                return _sign(form, adjusted(periods, _typed(periods, request.form)))
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
    if shown["job"] is not None and not is_signing:
        form = SignForm(signed_on=today())
        form.offer(employers_offered(asker), people_offered(asker))
    return render_template(
        "geiq/matching/pooling/create.html", form=form, trail=trail(), trades=offered(), **shown
    )


def _proposal(form: JobForm) -> tuple[Job, list[Period], list[tuple[object, str]]]:
    """The job, its periods, the contracts that it cannot serve and why."""
    asker = current_asker()
    until = counts_until(asker, form.person.data, form.starts_on.data)
    job = Job(
        form.starts_on.data, form.ends_on.data, int((form.weekly.data or 0) * 60), until, form.trade.data
    )
    check_job(job)
    good, others = usable(duties_of(asker, form.employer.data, today()), job)
    worked = job_months(job, works_calendar(asker.organisation_id, today()))
    return job, proposed(good, worked, withheld(good, job.trade)), list(others)


def _told(periods: Sequence[Period], job: Job, sent: Mapping[str, str]) -> list[dict[str, object]]:
    """Each period as the page shows it: why, a field for each duty with what is to be checked; those that get
    something first, the others folded."""
    found = []
    for rank, period in enumerate(periods):
        names = [f"part_{rank}_{duty.key}" for duty in period.duties]
        fields = [
            (duty, name, sent.get(name, hours(part)), doubt(duty, job.trade))
            for duty, name, part in zip(period.duties, names, period.parts, strict=True)
        ]
        served = [one for one in fields if one[2] not in NOTHING]
        others = [one for one in fields if one[2] in NOTHING]
        found.append({"period": period, "why": why(period), "served": served, "others": others})
    return found


def _typed(periods: Sequence[Period], sent: Mapping[str, str]) -> dict[tuple[int, int], int]:
    """The parts as typed; raises `RuleBroken` for what is not hours."""
    return {
        (rank, duty.key): parse_hours(sent.get(f"part_{rank}_{duty.key}")) or 0
        for rank, period in enumerate(periods)
        for duty in period.duties
    }


def _sign(form: SignForm, periods: Sequence[Period]) -> ResponseReturnValue:
    told = (form.title.data, form.signed_on.data, form.reason.data or "")
    made = sign(current_asker(), *told, periods)
    db.session.commit()
    several = "La globalisation est enregistrée."
    flash(several if len(made) == 1 else f"{len(made)} globalisations sont enregistrées, une par période.")
    return redirect(url_for("pooling.show", agreement_id=made[0].id))


@bp.get("/convention/<int:agreement_id>.docx")
@allow(*EDITORS)
def document(agreement_id: int) -> ResponseReturnValue:
    """The agreement as a Word file, to read and sign."""
    asker = current_asker()
    agreement = agreement_of(asker, agreement_id) or abort(404)
    content = agreement_file(agreement, asker.organisation_name, today())
    return send_docx(content, f"convention-globalisation-{agreement.number}")
