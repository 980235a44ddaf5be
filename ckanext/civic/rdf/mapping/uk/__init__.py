"""Field groups of the UK Cross-Government Metadata Exchange Model."""
