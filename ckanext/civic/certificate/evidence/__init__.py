"""What a dataset's own record shows. Each module with a ``detect`` function is a detector."""
