"""What the accounts hand to the shell."""

from facilitator.accounts.demonstration.demo import PARTS
from facilitator.accounts.demonstration.views import bp as demonstration
from facilitator.accounts.invitations.models import Invitation
from facilitator.accounts.signin.second.views import bp as second
from facilitator.accounts.signin.views import bp as signin
from facilitator.feature import Feature

feature = Feature("accounts", blueprints=(signin, second, demonstration), demo=PARTS)
TABLES = (Invitation,)
