"""Verdicts on the image that is looked at: the part of a grid that stands below its cards."""

from __future__ import annotations

import traitlets

from automl_eval_widgets.widgets.part import Template, shown


class VerdictBar(Template):
    """Say that a label is wrong, an image ambiguous, bad or there twice, or write a note; take it back."""

    template_file = (__file__, "verdict_bar.vue")
    opened = shown(traitlets.Bool(default_value=False))
    pinned = shown(traitlets.Bool(default_value=False))
    on = shown(traitlets.Bool(default_value=False))
    id = shown(traitlets.Unicode())
    badge = shown(traitlets.Dict(default_value=None, allow_none=True))
    several = shown(traitlets.Bool(default_value=False))
    truth = shown(traitlets.List())
    mode = shown(traitlets.Unicode())
    sought = shown(traitlets.Unicode())
    found = shown(traitlets.List())
    said = shown(traitlets.Dict(default_value=None, allow_none=True))
