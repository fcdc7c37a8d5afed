"""Programmes, worksites and their work phases, the labour-need curve, the map."""
