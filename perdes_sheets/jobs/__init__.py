"""The jobs: each reads like its sentence, and prints nothing."""
