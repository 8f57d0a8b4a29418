"""Explicit renames of real histories, written as drop and add, and what the tool makes of them."""
