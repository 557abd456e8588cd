"""Who makes the music: sessions with the service, kept and steered."""
