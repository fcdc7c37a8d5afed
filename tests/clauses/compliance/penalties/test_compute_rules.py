"""Every formula has its published vector, its notice, its ceiling, and adds up step by step."""

import json
import os
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.compliance.penalties.compute_rules import compute
from clauses.compliance.penalties.facts_rules import Base, Cap, Delay, Hours, Reckoned, Snapshot
from clauses.compliance.penalties.kept_rules import from_json, to_json
from clauses.contracts.rules import CapBasis, HourlyBase, PenaltyFormula, PenaltyTrigger
from clauses.contracts.terms.rules import PenaltyLine
from tests.house import ROOT

DOSSIER = Path(os.environ.get("FACILITATOR_SHARED", ROOT.parent / "shared")) / "reference" / "domain.md"
ON = date(2026, 11, 20)
NOTICED = date(2026, 10, 1)
MISSING, REPORT = PenaltyTrigger.MISSING_HOURS, PenaltyTrigger.LATE_REPORT
FINAL, ABSENCE = PenaltyTrigger.LATE_FINAL_REPORT, PenaltyTrigger.ABSENCE
SNCF_HOUR = PenaltyLine(MISSING, PenaltyFormula.PER_HOUR, Decimal(60), after_notice=False)
SNCF_REPORT = PenaltyLine(REPORT, PenaltyFormula.PER_CALENDAR_DAY, Decimal(100))
SNCF_FINAL = PenaltyLine(FINAL, PenaltyFormula.PER_CALENDAR_DAY, Decimal(300))
MINISTRY_HOUR = PenaltyLine(
    MISSING, PenaltyFormula.MULTIPLE_OF_BASE, Decimal(29), Decimal(4), after_notice=False
)
MINISTRY_DAY = PenaltyLine(REPORT, PenaltyFormula.PER_WORKING_DAY, Decimal(50), after_notice=False)
MINISTRY_ABSENCE = PenaltyLine(ABSENCE, PenaltyFormula.PER_ABSENCE, Decimal(500), after_notice=False)


def missing(count: int) -> Hours:
    return Hours(owed=count * 60 + 6000, counted=6000)


def late(days: int, start: date = NOTICED) -> tuple[Delay, ...]:
    return (Delay("Relevé de septembre 2026", start, start + timedelta(days=days)),)


def snapshot(*lines: PenaltyLine, **over: Any) -> Snapshot:
    return Snapshot(on=ON, lines=lines, **over)


NOTICE = {"notice_on": date(2026, 9, 15), "deadline": NOTICED}


@pytest.mark.parametrize(
    ("taken", "amount"),
    [
        (snapshot(SNCF_HOUR, hours=missing(50)), "3000"),
        (snapshot(SNCF_HOUR, hours=missing(200)), "12000"),
        (snapshot(SNCF_HOUR, hours=missing(833)), "49980"),
        (snapshot(SNCF_HOUR, hours=Hours(833 * 60, 733 * 60)), "6000"),
        (snapshot(SNCF_REPORT, delays={REPORT: late(12)}, **NOTICE), "1200"),
        (snapshot(SNCF_FINAL, delays={FINAL: late(5)}, **NOTICE), "1500"),
        (snapshot(MINISTRY_HOUR, hours=missing(150)), "17400"),
        (
            snapshot(
                MINISTRY_ABSENCE,
                MINISTRY_DAY,
                absences=(date(2026, 9, 1),),
                # Monday 5 October to Thursday 15: eight working days.
                delays={REPORT: (Delay("Relevé", date(2026, 10, 5), date(2026, 10, 15)),)},
            ),
            "900",
        ),
    ],
)
def test_the_published_schedules_give_the_amounts_of_the_dossier(taken: Snapshot, amount: str) -> None:
    assert compute(taken).amount == Decimal(amount)


def vectors() -> list[dict[str, Any]]:
    """The vectors of domain.md §14, when the shared folder is there."""
    if not DOSSIER.is_file():
        return []
    block = (
        DOSSIER.read_text(encoding="utf-8").partition("## 14. Test vectors (JSON)")[2].partition("```json")[2]
    )
    return list(json.loads(block.partition("```")[0])["penalty"])


def of_vector(vector: dict[str, Any]) -> Snapshot:
    kind = vector["kind"]
    if kind == "per_hour":
        line = replace(SNCF_HOUR, amount=Decimal(vector["rate"]))
        return snapshot(line, hours=missing(vector["missing"]))
    if kind == "per_calendar_day":
        line = replace(SNCF_REPORT, amount=Decimal(vector["rate"]))
        return snapshot(line, delays={REPORT: late(vector["days"])}, **NOTICE)
    if kind == "multiple_of_base":
        line = replace(MINISTRY_HOUR, amount=Decimal(vector["base"]), factor=Decimal(vector["k"]))
        return snapshot(line, hours=missing(vector["missing"]))
    assert kind == "absence_plus_working_days"
    absence = replace(MINISTRY_ABSENCE, amount=Decimal(vector["abs_rate"]))
    days = replace(MINISTRY_DAY, amount=Decimal(vector["rate"]))
    weeks, rest = divmod(vector["days"], 5)
    end = date(2026, 6, 1) + timedelta(days=weeks * 7 + rest)  # a Monday, without holiday before 14 July
    return snapshot(
        absence,
        days,
        absences=(date(2026, 5, 4),) * vector["absences"],
        delays={REPORT: (Delay("Relevé", date(2026, 6, 1), end),)},
    )


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["kind"])
def test_the_vectors_of_the_dossier_hold(vector: dict[str, Any]) -> None:
    assert compute(of_vector(vector)).amount == Decimal(vector["amount"])


def test_days_after_a_notice_count_from_its_last_day_alone() -> None:
    told = Delay("Relevé", date(2026, 8, 10), date(2026, 10, 13))

    found = compute(snapshot(SNCF_REPORT, delays={REPORT: (told,)}, **NOTICE))

    assert found.amount == Decimal(1200)  # twelve days from 1 October, not the sixty-four from 10 August
    assert "compté après le délai de la mise en demeure" in found.steps[0].formula


@pytest.mark.parametrize("line", [replace(SNCF_HOUR, after_notice=True), SNCF_REPORT])
def test_without_a_notice_a_line_that_asks_for_one_gives_nothing(line: PenaltyLine) -> None:
    found = compute(snapshot(line, hours=missing(100), delays={REPORT: late(12)}))

    assert found.amount == 0
    assert "pas encore été envoyée" in found.steps[0].formula


def test_hours_after_a_notice_wait_for_the_end_of_its_delay_and_its_draft_says_what_they_would_cost() -> None:
    line = replace(SNCF_HOUR, after_notice=True)
    running = snapshot(line, hours=missing(100), notice_on=ON, deadline=ON + timedelta(days=15))

    assert compute(running).amount == 0
    assert compute(running, as_if_noticed=True).amount == Decimal(6000)


def test_what_still_has_not_come_is_late_until_the_day_of_the_count() -> None:
    line = replace(SNCF_REPORT, after_notice=False)

    found = compute(snapshot(line, delays={REPORT: (Delay("Relevé", date(2026, 11, 10)),)}))

    assert found.amount == Decimal(1000)
    assert "pas encore reçu" in found.steps[0].formula


def test_an_excused_delay_is_told_and_costs_nothing() -> None:
    line = replace(SNCF_REPORT, after_notice=False)
    told = replace(late(30)[0], excused="dérogation accordée le 3 octobre 2026")

    found = compute(snapshot(line, delays={REPORT: (told,)}))

    assert found.amount == 0
    assert "non compté" in found.steps[0].formula


def test_working_days_leave_out_the_weekend_and_the_eleventh_of_november() -> None:
    told = Delay("Relevé", date(2026, 11, 6), date(2026, 11, 13))

    assert compute(snapshot(MINISTRY_DAY, delays={REPORT: (told,)})).amount == Decimal(4 * 50)


def test_a_dated_base_is_the_one_of_the_day_and_its_source_is_told() -> None:
    line = replace(MINISTRY_HOUR, base=HourlyBase.SMIC, amount=Decimal(0))
    base = Base(Decimal("12.02"), "Décret", date(2026, 1, 1))

    found = compute(
        snapshot(
            line,
            hours=missing(100),
            bases={HourlyBase.SMIC: base},
            base_day=date(2026, 9, 15),
            reckoned=Reckoned.NOTICE,
        )
    )

    assert found.amount == Decimal("4808.00")
    assert "en vigueur le 15 septembre 2026 (jour de la mise en demeure)" in found.steps[1].label.replace(
        "\u00a0", " "
    )
    assert found.steps[1].formula == "Décret"


@pytest.mark.parametrize(
    ("over", "amount"),
    [
        ({"cap": Cap(amount=Decimal(5000))}, "5000"),
        ({"cap": Cap(rate=Decimal("0.1"), basis=CapBasis.LOT)}, "4000"),
        ({"cap": Cap(rate=Decimal("0.1"), basis=CapBasis.CONTRACT)}, "6000"),
        ({"floor": Decimal(6000)}, "0"),
        ({"floor": Decimal(5999)}, "6000"),
    ],
)
def test_a_ceiling_and_a_threshold_hold_when_the_documents_set_them(
    over: dict[str, Any], amount: str
) -> None:
    amounts = {CapBasis.LOT: Decimal(40_000)}

    found = compute(snapshot(SNCF_HOUR, hours=missing(100), amounts=amounts, **over))

    assert found.amount == Decimal(amount)


def test_a_percentage_of_an_unknown_amount_is_told_and_not_applied() -> None:
    cap = Cap(rate=Decimal("0.1"), basis=CapBasis.CONTRACT)

    found = compute(snapshot(SNCF_HOUR, hours=missing(100), cap=cap))

    assert any("n’est pas appliqué" in step.formula for step in found.steps)


def test_minutes_round_half_up_to_the_cent_only_at_the_end() -> None:
    line = replace(SNCF_HOUR, amount=Decimal("60.15"))

    assert compute(snapshot(line, hours=Hours(owed=10))).amount == Decimal("10.03")  # 10.025


@given(
    owed=st.integers(0, 10**6),
    counted=st.integers(0, 10**6),
    rate=st.decimals("0.01", "999.99", places=2),
    cap=st.none() | st.decimals("1", "99999", places=2),
    floor=st.none() | st.decimals("0", "5000", places=2),
)
def test_no_amount_passes_its_ceiling_goes_below_zero_or_changes_when_kept(
    owed: int, counted: int, rate: Decimal, cap: Decimal | None, floor: Decimal | None
) -> None:
    taken = snapshot(
        replace(SNCF_HOUR, amount=rate),
        SNCF_REPORT,
        hours=Hours(owed, counted),
        delays={REPORT: late(4)},
        cap=Cap(amount=cap),
        floor=floor,
        bases={HourlyBase.SMIC: Base(Decimal("12.02"), "Décret", ON)},
        amounts={CapBasis.LOT: Decimal(10)},
        base_day=ON,
        **NOTICE,
    )

    amount = compute(taken).amount

    assert 0 <= amount <= (cap if cap is not None else amount)
    assert from_json(json.loads(json.dumps(to_json(taken)))) == taken


def test_hours_that_may_still_be_done_are_said_to_be_so() -> None:
    found = compute(snapshot(SNCF_HOUR, hours=missing(10), ends_on=date(2028, 3, 1)))

    assert found.steps[1].result == "non échu"
    assert found.amount == Decimal(600)
