"""The web, guarded: an address → a bounded body, or why there is none."""
