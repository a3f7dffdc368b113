"""`python -m accordingto.cli`, as `accordingto`."""

from accordingto.cli import main

main()
