"""Free SQL under guard: a statement gate and worker processes that can be killed. See `pool.run_select`."""
