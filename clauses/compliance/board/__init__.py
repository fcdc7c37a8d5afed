"""The Monday board: how every clause stands, where it ends, at each level."""
