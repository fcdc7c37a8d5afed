"""What the mail hands to the shell."""

from facilitator.feature import Feature, Job
from facilitator.mail.jobs import deliver

feature = Feature("mail", jobs=(Job("deliver-mail", "Envoyer les messages en attente", deliver, 1),))
