"""Small programs for who works on techwatch; nothing of it is installed."""
