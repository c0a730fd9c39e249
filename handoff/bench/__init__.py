"""Measurements of a running service from outside, over the same sockets that customers use."""
