"""What may be given, one function a rule: errors name the item, what was found, what was expected, and the remedy."""
