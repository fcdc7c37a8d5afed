"""My account: name, password, second factors, sessions, roles."""
