"""Scores the reader on labelled documents that lie outside the repository.

A label file names its document and holds, in order, anchors of at most 12 signs from the text of
each task with its owners (a star after those who lead), and of each dated clause with its day:
{"file": …, "tasks": [{"anchor", "owners"}], "dates": [{"anchor", "on", "recurs"}]}.
"""
