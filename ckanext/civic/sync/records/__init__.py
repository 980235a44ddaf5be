"""A peer's dataset as it arrives, where it says it comes from, and what our copy looks like."""
