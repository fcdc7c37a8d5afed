"""GEIQs and insertion structures: members, trades, capacity, placements."""
