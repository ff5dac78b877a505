"""The rules of rules.md: pure functions of typed rows and one date, `as_of`."""
