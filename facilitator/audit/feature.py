"""What the audit hands to the shell."""

from facilitator.audit.models import AuditEvent, AuditHead
from facilitator.feature import Feature

feature = Feature("audit")
TABLES = (AuditEvent, AuditHead)
