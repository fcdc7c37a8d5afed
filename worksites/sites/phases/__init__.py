"""The work phases of a worksite: typed, pasted, imported from a sheet."""
