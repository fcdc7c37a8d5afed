"""The board: of each clause, what is owed, declared, validated, counted, and what is missing."""
