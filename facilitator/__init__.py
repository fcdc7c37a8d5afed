"""The ground and the roof of the house: what every feature stands on, and what holds them."""
