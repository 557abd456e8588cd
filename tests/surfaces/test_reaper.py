from lyria_osc.params.table import COMMANDS
from lyria_osc.surfaces.reaper import reaper_patterns
from lyria_osc.surfaces.rows import Rows


def test_reaper_drives_each_command_of_a_daw() -> None:
    lines = [line for line in reaper_patterns(Rows()).splitlines() if line and not line.startswith("#")]
    assert lines[0] == "TEMPO f/lyria/daw/tempo"
    assert {line.partition("/")[2] for line in lines} == {f"lyria/{n}" for n in COMMANDS if n.startswith("daw/")}
    assert all(line.split()[0].isupper() and line.split()[1][0] in "fts" for line in lines)
