"""The ladder of a body, and that of a buyer who wants another: dated, none is ever changed."""
