"""The doctor: what must always hold, proved against the rows themselves, and said to who can mend it."""
