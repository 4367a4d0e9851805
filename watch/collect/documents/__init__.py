"""Bodies → what they say: feeds, sitemaps, article pages, links to feeds, permissions.

Everything here runs in the parser child, on hostile bytes.
"""
