"""Sign-in: sessions kept on the server, passwords, second factors, invitations, OpenID Connect."""
