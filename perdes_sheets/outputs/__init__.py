"""What the results look like: owned tabs, automatic columns, templates, documents. It knows no backend."""
