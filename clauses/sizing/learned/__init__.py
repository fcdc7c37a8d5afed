"""The learned proposal: what the body's past contracts of the same kind asked, and really did."""
