"""See how good an image classifier really is, inside a notebook."""

from automl_eval_widgets.answers.bounds import BoundsWarning
from automl_eval_widgets.corrections import Corrections
from automl_eval_widgets.model import EvaluationModel
from automl_eval_widgets.not_a_label import NO_PREDICTION, OTHER
from automl_eval_widgets.progress import show_progress
from automl_eval_widgets.top_k import TopK
from automl_eval_widgets.widgets.confused_pairs import ConfusedPairs
from automl_eval_widgets.widgets.confusion_matrix import CellImages, ConfusionMatrix
from automl_eval_widgets.widgets.coordinator import Coordinator
from automl_eval_widgets.widgets.corrections_card import CorrectionsCard
from automl_eval_widgets.widgets.image_grid import ImageGrid
from automl_eval_widgets.widgets.label_selector import LabelSelector
from automl_eval_widgets.widgets.label_table import LabelTable
from automl_eval_widgets.widgets.metrics_card import MetricsCard
from automl_eval_widgets.widgets.precision_recall_plot import PrecisionRecallPlot
from automl_eval_widgets.widgets.score_histogram import ScoreHistogram
from automl_eval_widgets.widgets.split_selector import SplitSelector
from automl_eval_widgets.widgets.threshold_plot import ThresholdPlot
from automl_eval_widgets.widgets.threshold_slider import ThresholdSlider
from automl_eval_widgets.widgets.view import EvaluationView

__version__ = "0.1.0"

__all__ = [
    "NO_PREDICTION",
    "OTHER",
    "BoundsWarning",
    "CellImages",
    "ConfusedPairs",
    "ConfusionMatrix",
    "Coordinator",
    "Corrections",
    "CorrectionsCard",
    "EvaluationModel",
    "EvaluationView",
    "ImageGrid",
    "LabelSelector",
    "LabelTable",
    "MetricsCard",
    "PrecisionRecallPlot",
    "ScoreHistogram",
    "SplitSelector",
    "ThresholdPlot",
    "ThresholdSlider",
    "TopK",
    "__version__",
    "show_progress",
]
