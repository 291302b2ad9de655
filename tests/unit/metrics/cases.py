"""Small evaluations for hypothesis, full of what breaks such code: ties, thresholds, their neighbours, subnormals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

Case = tuple["NDArray[Any]", "NDArray[Any]"]
DTYPES: tuple[type[np.floating[Any]], ...] = (np.float16, np.float32, np.float64)

steady = settings(derandomize=True, deadline=None, max_examples=60, print_blob=True)
thorough = settings(steady, max_examples=200)


def near_thresholds(dtype: type[np.floating[Any]]) -> NDArray[Any]:
    """Give some thresholds with their float neighbours, 0, 1 and the smallest numbers there are."""
    marks = np.array([0.001, 0.01, 0.07, 0.29, 0.5, 0.57, 0.58, 0.7, 0.84, 0.845, 0.999], dtype)
    info = np.finfo(dtype)
    edges = np.array([-0.0, 0, info.smallest_subnormal, info.tiny, 1 - info.epsneg, 1], dtype)
    return np.concatenate([marks, np.nextafter(marks, dtype(0)), np.nextafter(marks, dtype(1)), edges])


def any_float(dtype: type[np.floating[Any]]) -> st.SearchStrategy[Any]:
    """Give any number of a dtype from 0 to 1."""
    width: Any = np.dtype(dtype).itemsize * 8
    return st.floats(0, 1, width=width).map(dtype)


def elements(dtype: type[np.floating[Any]]) -> st.SearchStrategy[Any]:
    """Give strategies of scores, one of which a whole case uses."""
    anything = any_float(dtype)
    near = st.sampled_from(list(near_thresholds(dtype)))
    hundredths = st.integers(0, 100).map(lambda k: dtype(k / 100))
    few = st.sampled_from([dtype(0), dtype(-0.0), dtype(0.25), dtype(0.5), dtype(1)])
    same = st.just(dtype(0.5))
    return st.sampled_from([anything, near, hundredths, few, same, st.one_of(anything, near)])


@st.composite
def scores(draw: st.DrawFn, n_labels: int | None = None, max_items: int = 24) -> NDArray[Any]:
    dtype = draw(st.sampled_from(DTYPES))
    shape = (draw(st.integers(1, max_items)), n_labels or draw(st.integers(1, 6)))
    return draw(arrays(dtype, shape, elements=draw(elements(dtype))))


@st.composite
def single(draw: st.DrawFn, n_labels: int | None = None, max_items: int = 24) -> Case:
    """Single-label cases; some labels may be absent."""
    given = draw(scores(n_labels, max_items))
    return draw(arrays(np.int64, len(given), elements=st.integers(0, given.shape[1] - 1))), given


@st.composite
def multi(draw: st.DrawFn, n_labels: int | None = None, max_items: int = 24) -> Case:
    """Multi-label cases; items without a label and labels of all items occur."""
    given = draw(scores(n_labels, max_items))
    return draw(arrays(np.bool_, given.shape, elements=st.booleans())), given


def either(n_labels: int | None = None, max_items: int = 24) -> st.SearchStrategy[Case]:
    return st.one_of(single(n_labels, max_items), multi(n_labels, max_items))


def one_hot(truth: NDArray[Any], n_labels: int) -> NDArray[np.bool_]:
    """Give the truth as (N, K) booleans."""
    return truth if truth.ndim > 1 else truth[:, np.newaxis] == np.arange(n_labels)


def simulated(n_items: int, n_labels: int, seed: int, *, multilabel: bool, decimals: int | None = None) -> Case:
    """Give a larger case with peaked float32 scores, on request with heavy ties."""
    chance = np.random.default_rng(seed)
    given = chance.random((n_items, n_labels), dtype=np.float32) ** 6
    truth: NDArray[Any]
    if multilabel:
        truth = chance.random(given.shape) < 0.1
        given[truth] = np.sqrt(given[truth])
    else:
        truth = chance.integers(0, n_labels, n_items)
        given[np.arange(n_items), truth] = chance.random(n_items, dtype=np.float32)
    return truth, given if decimals is None else np.round(given, decimals)
