"""Whether a contract must carry a social condition, and its exemptions."""
