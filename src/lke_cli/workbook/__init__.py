"""From the bytes of a spreadsheet to answers: open it, find the sheet, the header, the columns, each question's row."""
