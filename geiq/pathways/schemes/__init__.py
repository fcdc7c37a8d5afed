"""The schemes, described without code: offers, money, consortium, team, figures, exits."""
