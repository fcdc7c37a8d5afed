"""The tests of the house."""

import gc

# The house fills memory with what stays: the collector found nothing there, a fifth of the time.
gc.set_threshold(100_000, 20, 20)
