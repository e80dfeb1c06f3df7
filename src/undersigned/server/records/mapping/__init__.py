"""Converts rows to the dataclasses of the stages and back, one module a stage; decides nothing."""
