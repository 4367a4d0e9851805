"""View models → pieces of a page, made of :mod:`watch.present.markup` elements only."""
