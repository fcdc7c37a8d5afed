"""An invited company without account says which jobs it brings, by a link and a code."""
