"""The answers of a model as pandas objects with named columns; every sum behind them is done in `metrics`."""
