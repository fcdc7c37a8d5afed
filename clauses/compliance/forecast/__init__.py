"""The forecast of a clause: where it ends at the present pace, and by when somebody must start."""
