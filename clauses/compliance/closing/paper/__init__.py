"""Papers: a document as data, shown as a page, or as a tagged PDF whose bytes are always the same."""
