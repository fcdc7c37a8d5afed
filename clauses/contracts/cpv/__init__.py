"""The common procurement vocabulary: its divisions."""
