"""OpenID Connect: sign-in by another house (ProConnect for public agents), keyed on issuer and subject."""
