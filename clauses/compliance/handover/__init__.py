"""The handover page of a contract: promised, done, said, next; it writes itself from the log."""
