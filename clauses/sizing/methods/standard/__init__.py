"""The standard formula: amount × labour share × insertion rate ÷ loaded hourly cost."""
