"""Opening: months open by themselves, by a job."""
