"""The schema: tabs, columns, choices and words, declared once. It knows no file and no date of today."""
