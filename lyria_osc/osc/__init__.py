"""How the outside speaks: messages, patterns, subscribers, sockets."""
