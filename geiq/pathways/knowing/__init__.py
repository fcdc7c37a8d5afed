"""The need to know: who may read a pathway, and the glass that is broken with a reason."""
