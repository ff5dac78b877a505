"""The tests. What several of their folders share lies beside this file."""
