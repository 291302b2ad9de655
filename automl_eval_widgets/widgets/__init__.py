"""The visible widgets, and the hidden coordinator that moves them in the browser."""
