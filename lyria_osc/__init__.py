"""Google Lyria RealTime as an instrument: steered by OSC, heard on a loopback device, its beats sent back in time."""

__version__ = "0.1.0"
