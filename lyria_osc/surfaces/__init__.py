"""Control surfaces written from the table: files that open as they are in TouchOSC, Max, Pd, Reaper and others."""
