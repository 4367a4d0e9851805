"""Opportunities with a life: decided, put aside, woken, frozen into editions, measured.

In → what the ranking would list, what people decided, what changed; out → what is shown this
week and why, and what all of it gave.

Invariants: nothing here reads or writes anything; the ledger's rows alone decide where an
opportunity stands; what was put aside comes back only by its wake rule; a frozen edition is
never made again.
"""
