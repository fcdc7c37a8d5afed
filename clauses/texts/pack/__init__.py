"""The pack of a contract: its clause terms put into words, previewed and downloaded."""
