"""Sourced incident records from news reports."""
