"""Changes: what somebody had read of a statement beside what stands now, so that she can choose."""
