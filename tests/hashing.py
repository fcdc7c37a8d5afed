"""Tests hash passwords at the least cost, save where the hash itself is the subject (`real_hashes`)."""

from argon2 import PasswordHasher, Type

from facilitator.accounts.passwords import rules

REAL = rules.HASHER
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.ID)
rules.HASHER = CHEAP
