"""The *Laporan Hasil Evaluasi* as a letter: from a scored workbook and a template, which an institution may replace."""
