"""Waits for tasks and for other work: the loops that poll, their state, and the methods of the APIs that wait."""
