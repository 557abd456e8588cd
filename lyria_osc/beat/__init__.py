"""Where we are in the music: beats on the one timeline."""
