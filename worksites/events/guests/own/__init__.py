"""What an invited organisation with an account answers on the site."""
