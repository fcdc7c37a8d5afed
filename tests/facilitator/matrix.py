"""Access to what the roof offers."""

from tests.matrix import PUBLIC, Line

LINES = (
    Line("health.healthz", PUBLIC),
    Line("health.readyz", PUBLIC),
)
