"""Plugs the book's layer into pytest; tests/book/__init__.py explains it."""

pytest_plugins = ["tests.book.plugin"]
