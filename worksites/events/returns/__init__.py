"""What came of an event: who came, who was met, who was hired, the hours that followed, what it cost."""
