"""A monitor: a second device that hears the same music, on a clock of its own. A door.

It reads the jitter buffer by a cursor, starts where the main outlet's ear is, and from there a servo holds it: how much
further the one device has come than the other is the fill between two clocks. A monitor that was lost or has fallen
out of step starts anew; the main outlet never notices.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from lyria_osc.audio.jitter import Cursor, JitterBuffer
from lyria_osc.audio.resampler import Quality
from lyria_osc.audio.servo import LOOKS, Servo
from lyria_osc.lane import Crossing
from lyria_osc.outlet import Outlet, Select
from lyria_osc.service import RATE_HZ

APART_S = 0.05
"""Further from the main outlet than this, the monitor starts anew: a servo would take minutes."""

FILL_S = 1.0
"""The fill that the servo is told of where both are together; only changes count."""

LOOK_EVERY_S = 1.0
SETTLED_S = 0.5
"""How long the main outlet has played before the monitor joins it: its clock line is good then."""


class Monitor:
    """Follows the main outlet. Owner: the deck, under its lock but for `close`."""

    def __init__(
        self,
        select: Select,
        jitter: JitterBuffer,
        main: Outlet,
        tell: Callable[[object], None],
        lock: AbstractContextManager[object],
    ) -> None:
        """Opens the second device; blocks until it is open.

        Raises:
            DeviceError: it cannot be had.
        """
        self._main = main
        self.tell = tell
        self._cursor = Cursor(jitter)
        self._servo = Servo(LOOKS)
        self._joins_s: float | None = None
        self._looked_s = 0.0
        self._outlet = Outlet(
            select,
            self._cursor,
            self,
            lock,
            quality=Quality.LIGHT,
            correction=lambda: self._servo.correction,
        )

    @property
    def xruns(self) -> int:
        """How often its device ran dry."""
        return self._outlet.xruns

    def leaving(self, outlet: Outlet, unheard_frame: int) -> None:
        """Its player has ended: it joins anew with the next."""
        outlet.feeder.playing = False

    def fill(self, outlet: Outlet, taken: int) -> None:
        """Fills its ring as for a device that has taken so many frames."""
        outlet.feeder.step(taken)

    def crossing(self, crossing: Crossing) -> None:
        """It goes over to another player: nothing waits for a frame of its ring."""

    def set_gain(self, gain: float) -> None:
        """The main outlet's gain."""
        self._outlet.set_gain(gain)

    def pause(self) -> None:
        """Fades out; joins the main outlet again when that plays."""
        self._outlet.feeder.pause(self._outlet.taken())
        self._joins_s = None

    def step(self, now_s: float) -> None:
        """Fills the ring; joins the main outlet, or stays with it."""
        feeder = self._outlet.feeder
        if not self._main.feeder.playing:
            self._joins_s = None
        elif not feeder.playing:
            if self._joins_s is None:
                self._joins_s = now_s + SETTLED_S
            elif now_s >= self._joins_s:
                self._join()
        elif now_s >= self._looked_s + LOOK_EVERY_S:
            self._looked_s = now_s
            self._stay(now_s)
        feeder.step(self._outlet.taken())

    def _join(self) -> None:
        """Starts with the frame that the main outlet will play at the moment when ours can."""
        line = self._outlet.player.ring.line
        if line is None or self._main.player.ring.line is None:
            return
        start = self._outlet.feeder.next_play_frame(self._outlet.taken())
        self._cursor.move_to(round(self._main.music_at(line.time_of(start))))
        self._servo.restart()
        self._outlet.feeder.play(self._outlet.taken())

    def _stay(self, now_s: float) -> None:
        if abs(self.behind_s) > APART_S:
            self.pause()
        else:
            self._servo.arrived(now_s, FILL_S + self.behind_s)

    @property
    def behind_s(self) -> float:
        """How far the main outlet is ahead in the music."""
        return (self._main.heard() - self._outlet.heard()) / RATE_HZ

    def close(self) -> None:
        """Ends its player."""
        self._outlet.close()
