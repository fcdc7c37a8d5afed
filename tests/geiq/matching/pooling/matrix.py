"""Access to the jobs shared between contracts: the body's alone."""

from tests.clauses.hours.pooling.matrix import agreement
from tests.matrix import BODY, Line

LINES = (
    Line("pooled_jobs.create", BODY),
    Line("pooled_jobs.document", BODY, agreement),
)
