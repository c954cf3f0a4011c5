"""What a unit gave in its workbook, and how an answer cell is read: what the workbook hands to scoring."""
