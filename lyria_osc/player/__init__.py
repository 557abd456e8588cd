"""The real-time half, a process of its own: it owns the device and sends markers when they are due."""
