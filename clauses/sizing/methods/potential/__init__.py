"""Reserve, reserve a lot, or put a clause: what the local supply allows."""
