"""The gallery: every component in every state, a living style guide that is tested like a page."""
