"""The end of a contract: its final report, the companies' comments, the buyer's visa, the certificates."""
