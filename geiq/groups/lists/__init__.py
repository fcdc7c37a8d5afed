"""Lists of structures read from a file: the GEIQ federation’s JSON, a sheet."""
