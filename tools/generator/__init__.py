"""The generator: one module a subject; each has `outputs(root)`, the texts of its files by path."""
