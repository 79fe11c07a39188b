"""What turns the frozen folder into something to install: icons, packages, scripts.

Run from the repository's root; see ``docs/BUILDING.md``. None of it goes into the program.
"""
