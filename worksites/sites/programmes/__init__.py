"""What an operation is as a programme, and the rules that follow: the ANRU charter for an NPNRU."""
