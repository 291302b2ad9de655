"""What leaves the notebook: a view as one file that is alive without a kernel, and what a saved notebook shows."""
