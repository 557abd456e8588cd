"""``lyria-osc`` and ``python -m lyria_osc``: an interrupt ends them without a word while they load, too."""

import sys


def main() -> int:
    """Runs a command, once all is loaded; gives the exit code, as `lyria_osc.cli.main` does."""
    try:
        from lyria_osc.cli import main as run
    except KeyboardInterrupt:
        return 130
    return run()


if __name__ == "__main__":
    sys.exit(main())
