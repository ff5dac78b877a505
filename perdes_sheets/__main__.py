"""`python -m perdes_sheets` is `perdes-sheets`."""

from perdes_sheets.cli.main import main

if __name__ == "__main__":
    main()
