"""From a folder or a workbook's links to which question has which evidence, and what is wrong with it."""
