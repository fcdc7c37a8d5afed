"""The public pages of open events: anybody registers, nobody learns who did."""
