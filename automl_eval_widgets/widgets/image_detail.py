"""One image, looked at closely: the part of a grid that opens below it."""

from __future__ import annotations

import traitlets

from automl_eval_widgets.widgets.part import Template, shown


class Detail(Template):
    """The large picture, all that is known of the image, and the way to its neighbours."""

    template_file = (__file__, "image_detail.vue")
    opened = shown(traitlets.Bool(default_value=False))
    id = shown(traitlets.Unicode())
    label = shown(traitlets.Unicode())
    score = shown(traitlets.Unicode())
    src = shown(traitlets.Unicode())
    sharp = shown(traitlets.Bool(default_value=False))
    problem = shown(traitlets.Unicode())
    pictured = shown(traitlets.Bool(default_value=True))
    truth = shown(traitlets.List())
    rows = shown(traitlets.List())
    known = shown(traitlets.Int(0))
    labels = shown(traitlets.Int(0))
    expanded = shown(traitlets.Bool(default_value=False))
    threshold = shown(traitlets.Float(0.5))
    threshold_text = shown(traitlets.Unicode())
    place = shown(traitlets.Unicode())
    first = shown(traitlets.Bool(default_value=False))
    last = shown(traitlets.Bool(default_value=False))
    rank = shown(traitlets.Unicode())
    metadata = shown(traitlets.List())
    asking = shown(traitlets.Bool(default_value=False))
    note = shown(traitlets.Unicode())
    moves = shown(traitlets.Int(0))
    pressed = shown(traitlets.Dict(default_value=None, allow_none=True))
