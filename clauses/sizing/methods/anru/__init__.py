"""Urban renewal: the rates of the ANRU's national insertion charter."""
