"""Builds and checks the wheels of a release."""
