"""Reading: single cells, headers, whole workbooks, the worked examples."""
