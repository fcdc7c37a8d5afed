"""What the mail hands to the shell."""

from facilitator.feature import Feature

feature = Feature("mail")
