"""Access to sign-in, organisations and users."""

from tests.matrix import PUBLIC, Line

LINES = (
    Line("signin.sign_in", PUBLIC),
    Line("signin.choose_membership", PUBLIC),
    Line("signin.second_factor", PUBLIC),
)
