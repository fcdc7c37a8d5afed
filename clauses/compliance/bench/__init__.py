"""Measures of compliance: how right the forecast is, how fast its pages are."""
