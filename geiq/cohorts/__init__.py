"""Cohorts (POEC, POEI, GEIQ groups): from the need to the hours done and the exits."""
