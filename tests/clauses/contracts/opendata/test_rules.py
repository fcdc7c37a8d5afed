"""Which publications speak of the same contract."""

import itertools
from typing import Any

import pytest

from clauses.contracts.opendata.reading.shapes import Change, Party, Record, digest, encode_record, latest_day
from clauses.contracts.opendata.rules import Telling, Version, contracts_told_by


def version(*holders: str, amount: int | None = 100_00, import_id: int = 1, **over: Any) -> Version:
    """A publication of one contract."""
    record = Record(
        buyer="1", number="1", object="o", amount=amount, holders=[Party(each) for each in holders], **over
    )
    return Version(record, digest(encode_record(record)), latest_day(record), import_id)


def told(*versions: Version) -> list[tuple[int, str]]:
    """Amount and holders of each contract."""
    contracts = contracts_told_by(versions)
    return sorted(
        (each.record.amount or 0, " ".join(party.id for party in each.record.holders)) for each in contracts
    )


def test_one_line_per_supplier_is_one_contract_whose_amount_is_not_summed() -> None:
    assert told(version("a"), version("b"), version("c")) == [(100_00, "a b c")]


def test_another_amount_and_other_holders_is_another_contract() -> None:
    assert told(version("a"), version("b", amount=200_00)) == [(100_00, "a"), (200_00, "b")]


def test_the_later_publication_wins() -> None:
    first = version("a", published_on="2026-01-01")
    later = version("a", amount=300_00, published_on="2026-02-01")

    assert told(first, later) == told(later, first) == [(300_00, "a")]


def test_a_later_modification_counts_as_a_later_publication() -> None:
    change = Change("1", published_on="2026-05-01", amount=500_00)
    bare = version("a", published_on="2026-01-01", import_id=2)
    changed = version("a", published_on="2026-01-01", changes=[change])

    assert contracts_told_by([bare, changed])[0].record.changes == [change]


@pytest.mark.parametrize("day", ["2026-03-01", None])
def test_of_two_publications_of_one_day_or_of_none_the_choice_does_not_depend_on_the_reading(
    day: str | None,
) -> None:
    one: dict[str, Any] = {"published_on": day, "procedure": "x"}
    other: dict[str, Any] = {"published_on": day, "procedure": "y"}

    whole = contracts_told_by([version("a", **one), version("a", **other)])
    interrupted = contracts_told_by([version("a", import_id=2, **one), version("a", **other)])
    otherwise = contracts_told_by([version("a", **one), version("a", import_id=2, **other)])

    assert whole[0].record == interrupted[0].record == otherwise[0].record


def test_what_is_told_does_not_depend_on_the_order() -> None:
    versions = [
        version("a"),
        version("b"),
        version("b", amount=200_00, published_on="2026-03-01"),
        version("c", amount=300_00),
        version("d", amount=None, import_id=2),
    ]
    answers = {str(told(*each)) for each in itertools.permutations(versions)}

    assert len(answers) == 1


def test_hearing_again_changes_nothing() -> None:
    telling = Telling([version("a")])

    assert telling.add(version("a")) == "unchanged"
    assert telling.touched == []
    assert telling.add(version("b")) == "updated"
    assert telling.add(version("c", amount=5_00)) == "created"
    assert telling.add(version("a", amount=5_00)) == "updated"
