"""What the mail hands to the shell."""

from facilitator.access import Role
from facilitator.feature import Feature, Job, MenuEntry
from facilitator.mail.jobs import deliver
from facilitator.mail.sms.jobs import deliver_sms
from facilitator.mail.views import bp

feature = Feature(
    "mail",
    blueprints=(bp,),
    menu=(MenuEntry("Messages envoyés", "mail.index", frozenset({Role.PLATFORM_ADMIN})),),
    jobs=(
        Job("deliver-mail", "Envoyer les messages en attente", deliver, 1),
        Job("deliver-sms", "Envoyer les SMS en attente", deliver_sms, 1),
    ),
    acts={"mail.requeued": "Message remis en file"},
)
