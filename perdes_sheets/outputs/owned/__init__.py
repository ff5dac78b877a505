"""The owned tabs: what a sync tells the village (workbook.md, Owned tabs; look.md). It only rearranges what the rules computed."""
