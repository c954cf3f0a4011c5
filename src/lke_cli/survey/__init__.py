"""Surveys (SKM, IPAK, IPKP): from respondents' answers to an index, how sure it is, and what is wrong with the data."""
