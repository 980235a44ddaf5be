"""Benchmarks, each of our work beside a peer's on the same machine in the same minutes."""
