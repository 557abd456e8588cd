"""What can be turned: the one table of parameters, their values, prompts, presets and the ways between two presets."""
