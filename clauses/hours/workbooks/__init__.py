"""Workbooks: hours filled in a spreadsheet, previewed line by line, and written by one confirmation."""
