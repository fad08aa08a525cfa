"""Benchmarks: the data set that other help desks were measured on, loaded into Pult and asked over HTTP."""
