"""Access to sign-in, organisations and users."""

from tests.matrix import PUBLIC, Line

LINES = (
    Line("signin.sign_in", PUBLIC),
    Line("signin.check_password", PUBLIC),
    Line("signin.choose_membership", PUBLIC),
    Line("signin.take_membership", PUBLIC),
    Line("signin.signed_out", PUBLIC),
    Line("signin.sign_out", PUBLIC),
    Line("second.challenge", PUBLIC),
    Line("second.check_code", PUBLIC),
    Line("second.choose", PUBLIC),
    Line("second.new_totp", PUBLIC),
    Line("second.add_totp", PUBLIC),
    Line("second.codes", PUBLIC),
    Line("second.renew_codes", PUBLIC),
)
