"""Sheets: any spreadsheet that is sent, read in a limited process, or refused in one sentence."""
