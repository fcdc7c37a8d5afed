"""The course of a pathway: who enters, its phases, its end, who follows it."""
