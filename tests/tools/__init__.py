"""Programs that judge workbooks as their users would: LibreOffice, and Microsoft's Open XML SDK validator."""
