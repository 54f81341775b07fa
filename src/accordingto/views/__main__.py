"""`python -m accordingto.views`: the command line where no entry point is installed."""

from accordingto.views.cli import main

main()
