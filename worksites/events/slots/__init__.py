"""The times that guests choose: slots of any length, generated or typed."""
