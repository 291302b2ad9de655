"""Simulated classifiers: as skewed and as peaked as real ones, float32, the same at each run."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Case = tuple[NDArray[Any], NDArray[np.float32]]
"""Truth and scores, as `metrics.statistics.compute` takes them."""

ROWS = 5_000


def single(n_items: int, n_labels: int, seed: int = 0) -> Case:
    """One label per item: softmax of noise, each label with four that it is taken for; about 3 in 4 are right."""
    chance = np.random.default_rng(seed)
    truth = np.resize(np.arange(n_labels, dtype=np.int32), n_items)
    chance.shuffle(truth)
    neighbours = chance.integers(0, n_labels, (n_labels, 4))
    margin = 6.0 if n_labels <= 10 else 8.0
    scores = np.empty((n_items, n_labels), np.float32)
    for start in range(0, n_items, ROWS):
        codes = truth[start : start + ROWS]
        rows = np.arange(len(codes))
        logits = chance.standard_normal((len(codes), n_labels), dtype=np.float32) * 1.2
        for near in neighbours[codes].T:
            logits[rows, near] += chance.normal(3, 2, len(codes)).astype(np.float32)
        logits[rows, codes] += chance.normal(margin, 3, len(codes)).astype(np.float32)
        logits -= logits.max(axis=1, keepdims=True)
        np.exp(logits, out=logits)
        logits /= logits.sum(axis=1, keepdims=True)
        scores[start : start + ROWS] = np.minimum(logits, 1)
    return truth, scores


def multi(n_items: int, n_labels: int, seed: int = 0) -> Case:
    """Several labels per item: independent sigmoids, the n-th label borne by one item in 5 n, at least by 1 in 500."""
    chance = np.random.default_rng(seed)
    share = np.maximum(0.2 / np.arange(1, n_labels + 1), 0.002)
    bias = np.log(share / (1 - share)).astype(np.float32) - 1
    truth = np.empty((n_items, n_labels), np.bool_)
    scores = np.empty((n_items, n_labels), np.float32)
    for start in range(0, n_items, ROWS):
        part = slice(start, min(start + ROWS, n_items))
        size = (part.stop - start, n_labels)
        truth[part] = chance.random(size) < share
        logits = chance.standard_normal(size, dtype=np.float32) * 1.8 + bias
        logits += truth[part] * chance.normal(5, 2, size).astype(np.float32)
        scores[part] = 1 / (1 + np.exp(-logits))
    return truth, scores


def top_5(
    n_items: int, n_labels: int, seed: int = 0
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    """Truth, and labels and scores of the five highest of each item: nine in ten tops are right."""
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, n_labels, n_items, dtype=np.int32)
    first = np.where(chance.random(n_items) < 0.9, truth, chance.integers(0, n_labels, n_items))
    label = np.empty((n_items, 5), np.int32)
    score = np.empty((n_items, 5), np.float32)
    stride = max(1, n_labels // 7)
    for start in range(0, n_items, ROWS):
        part = slice(start, min(start + ROWS, n_items))
        label[part] = (first[part, np.newaxis] + stride * np.arange(5)) % n_labels
        parts = chance.dirichlet((8, 2, 1, 0.5, 0.2, 0.2), part.stop - start)[:, :5]
        score[part] = np.sort(parts, axis=1)[:, ::-1]
    return truth, label, score
