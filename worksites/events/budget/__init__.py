"""What an event costs: planned, spent, who pays."""
