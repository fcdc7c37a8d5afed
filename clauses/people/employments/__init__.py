"""Employments: who employs whom, in which trade, for which commitment."""
