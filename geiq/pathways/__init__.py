"""Schemes and individual pathways: assessments, barriers, steps, exits, the person’s slip."""
