"""The rules of rules.md, one file a part of it."""
