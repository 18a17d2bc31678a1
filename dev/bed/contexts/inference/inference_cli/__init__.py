"""Stand-in for the package inference_cli."""
