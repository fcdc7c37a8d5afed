"""What the accounts hand to the shell."""

from facilitator.accounts.demonstration.demo import PARTS
from facilitator.accounts.demonstration.views import bp as demonstration
from facilitator.accounts.invitations.models import Invitation
from facilitator.accounts.profile.views import bp as profile
from facilitator.accounts.signin.forgotten.views import bp as forgotten
from facilitator.accounts.signin.invited.views import bp as invited
from facilitator.accounts.signin.passkeys.views import bp as passkeys
from facilitator.accounts.signin.second.views import bp as second
from facilitator.accounts.signin.views import bp as signin
from facilitator.feature import Feature

SIGN_IN = (signin, second, passkeys, forgotten, invited, profile)

feature = Feature("accounts", blueprints=(*SIGN_IN, demonstration), demo=PARTS)
TABLES = (Invitation,)
