"""Pooling (globalisation): one person's hours shared between several commitments, never counted twice."""
