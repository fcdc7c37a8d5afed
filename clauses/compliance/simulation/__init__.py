"""What if: a person more, an amendment, a tranche, and the forecast they would give. Nothing is saved."""
