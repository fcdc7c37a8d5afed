"""The Monday pack: one message a buyer, its lots at risk, three lines of what only it can do."""
