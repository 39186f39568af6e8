"""Trains the second opinion of the paper reader: ``python -m tools.train_paper`` writes ``reading/opinion.npz``.

From the generator in ``tests/crafts/paperform/generator`` alone, with seeds that neither tests nor bench use. The
same machine makes the same weights; another one may differ in the last digits of a sum.
"""
