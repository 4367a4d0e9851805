"""The parser child: a process that can be killed, and the pool that keeps a few of them."""
