"""Stand-in for the package inference."""
