"""No small number, and no difference, leads to somebody."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.hours.publics.rules import MEMBERS, Group, Publication, group_of, publish
from clauses.people.eligibility.criteria.rules import CRITERIA

FEW = list(Group)[:3]
J, M, D = FEW


@pytest.mark.parametrize(
    ("counts", "said", "told"),
    [
        ({}, "aucune personne", {}),
        ({J: 1}, "moins de 5 personnes", {}),
        ({J: 2, M: 2}, "moins de 5 personnes", {}),
        ({J: 12}, "12 personnes", {}),
        ({J: 12, M: 7}, "19 personnes", {J: "12", M: "7"}),
        ({J: 12, M: 3}, "15 personnes", {}),
        ({J: 12, M: 3, D: 2}, "17 personnes", {J: "12", M: "moins de 5", D: "moins de 5"}),
        ({J: 12, M: 1, D: 1}, "14 personnes", {}),
        ({J: 12, M: 4, D: 4}, "20 personnes", {}),
    ],
)
def test_what_a_buyer_reads(counts: dict[Group, int], said: str, told: dict[Group, str]) -> None:
    found = publish(counts, 5)
    assert found.said.replace("\u00a0", " ") == said
    assert {one.group: one.said for one in found.counts} == told
    assert bool(found.why) == (not told and bool(counts))


def read(found: Publication) -> tuple[object, ...]:
    """All that is read of a publication."""
    return found.total, tuple((one.group, one.people) for one in found.counts), found.why


@pytest.mark.parametrize("least", [3, 4, 5])
def test_nothing_that_is_read_leaves_one_value_to_a_small_number(least: int) -> None:
    """In every world of three categories, whoever knows the rule cannot tell a small number."""
    worlds = defaultdict(list)
    for people in product(range(2 * least + 1), repeat=len(FEW)):
        worlds[read(publish(dict(zip(FEW, people, strict=True)), least))].append(people)
    for (total, told, _), same in worlds.items():
        for index, group in enumerate(FEW):
            values = {people[index] for people in same}
            shown = dict(told).get(group)  # type: ignore[call-overload]
            if max(values) < least and min(values) > 0:
                assert len(values) > 1, (total, told, group)
            if shown is not None:
                assert shown >= least


@given(st.dictionaries(st.sampled_from(Group), st.integers(0, 40)))
def test_the_body_reads_everything(counts: dict[Group, int]) -> None:
    found = publish(counts, 1)
    assert found.total == sum(counts.values())
    assert {one.group: one.people for one in found.counts} == {key: n for key, n in counts.items() if n}


def test_every_criterion_is_in_one_category() -> None:
    named = [key for members in MEMBERS.values() for key in members]
    assert len(named) == len(set(named))
    assert set(named) <= set(CRITERIA)
    assert group_of(["motivated"]) is group_of([]) is Group.OTHER
    assert group_of(["youth", "rsa"]) is Group.MINIMA
