"""The demonstration's operations and contracts: invented, around Clermont-Ferrand."""
