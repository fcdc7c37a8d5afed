"""What the mail hands to the shell."""

from facilitator.feature import Feature
from facilitator.mail.models import OutboxMessage

feature = Feature("mail")
TABLES = (OutboxMessage,)
