"""The built-in band, which plays with no key and no network."""
