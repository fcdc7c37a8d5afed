"""Short messages: the same outbox, a sender that the installation plugs in."""
