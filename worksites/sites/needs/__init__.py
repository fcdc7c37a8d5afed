"""The labour-need curve on the page: its figures, its drawing, its files."""
