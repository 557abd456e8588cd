"""Sound on its way from chunk to ring: buffer, joins, gain, resampler."""
