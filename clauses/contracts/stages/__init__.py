"""The stages of a contract, and what is still to do before the next one."""
