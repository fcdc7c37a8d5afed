"""Recovery: what is done when hours are missing, and the candidates that were offered."""
