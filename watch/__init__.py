"""techwatch: developments out there that could reduce a named operational pain.

Importing this package loads no heavy library.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
