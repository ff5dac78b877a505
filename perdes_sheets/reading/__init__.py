"""From a grid of cells to typed rows and findings. It knows the schema, not where the grid came from."""
