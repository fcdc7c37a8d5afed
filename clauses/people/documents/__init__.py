"""Supporting documents: looked at, sealed by their fingerprint, deleted on schedule."""
