"""What a report says of hours and of people."""

from clauses.compliance.closing.report_rules import Count, Line, missing_in, told, verdict

DONE = Line("Lot 1", 1, "A", "", 600, 660, 660, 660)
SHORT = Line("Lot 2", 2, "B", "", 600, 540, 540, 540)


def test_what_one_clause_does_in_excess_fills_no_other() -> None:
    assert missing_in([DONE, SHORT]) == 60
    assert "il manque 1" in verdict([DONE, SHORT])
    assert "atteint" in verdict([DONE])
    assert "90" in verdict([SHORT])


def test_a_carried_line_counts_for_its_clause() -> None:
    carried = Line("Lot 2", 3, "C", "sous-traitant de B", 0, 60, 60, 60)

    assert missing_in([SHORT, carried]) == 0


def test_few_people_are_told_neither_by_number_nor_by_difference() -> None:
    assert told([Count("a", 2), Count("b", 2)], 5) == (None, ())
    assert told([Count("a", 9), Count("b", 2)], 5) == (11, ())
    assert told([Count("a", 9), Count("b", 6)], 5) == (15, (Count("a", 9), Count("b", 6)))
