"""`python -m throughline.surfaces`: the command line."""

from throughline.surfaces.cli import main

if __name__ == "__main__":
    main()
