"""Checks an LKE (Lembar Kerja Evaluasi Zona Integritas) workbook against its rubric before it is submitted."""

__version__ = "0.1.0"
