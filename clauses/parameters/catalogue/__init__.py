"""The catalogue of the parameters, with the default of each and where it was published."""
