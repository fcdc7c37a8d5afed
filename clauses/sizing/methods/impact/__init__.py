"""What a purchase from an inclusive supplier amounts to, in hours or in jobs."""
