"""The calculators: their pages, and the sizings kept on contracts."""
