"""What can be turned: the one table, its values, presets."""
