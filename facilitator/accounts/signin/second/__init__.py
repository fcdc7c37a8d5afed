"""The second factor: asked at sign-in, enrolled when the role demands it or when its owner wants it."""
