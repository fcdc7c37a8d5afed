"""What the clauses hand to the shell."""

from facilitator.feature import Feature

feature = Feature("clauses")
