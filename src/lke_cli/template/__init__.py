"""Write a workbook from a rubric: the form's layout, live formulas, dropdowns, protection."""
