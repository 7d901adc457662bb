"""Data management, the second version of the dataset API."""
