"""Form fields and the summary of a form's errors."""

from django import forms
from django.utils.translation import gettext

from kclub.sent_forms import checked_form


def field(bound, style=""):
    """`{% field form.title %}` shows a field with its label, hint, input and error.

    Choices are rows of radios or boxes; `style` "pick" makes them cards whose label's second
    line is the consequence, "chip" small buttons, "swatch" the eight colours.
    """
    kind = _kind(bound.field.widget)
    error_id, hint_id = f"{bound.auto_id}_error", f"{bound.auto_id}_hint"
    described_by = " ".join(filter(None, [bound.errors and error_id, bound.help_text and hint_id]))
    return {
        "field": bound,
        "kind": kind,
        "input": "" if kind == "choices" else _input(bound, kind, described_by),
        "choices": _subwidgets(bound, style) if kind == "choices" else [],
        "style": style,
        "optional": not bound.field.required and kind != "checkbox",
        "error_id": error_id,
        "hint_id": hint_id,
        "described_by": described_by,
    }


def _kind(widget):
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.PasswordInput):
        return "password"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "input"


def _input(bound, kind, described_by):
    attrs = {"aria-describedby": described_by} if described_by else {}
    if kind != "checkbox":
        attrs["class"] = f"{bound.field.widget.attrs.get('class', '')} input".strip()
    widget = bound.as_widget(attrs=attrs)
    if bound.field.show_hidden_initial:
        widget += bound.as_hidden(only_initial=True)
    return widget


def _subwidgets(bound, style):
    """Return the radios or boxes of a field; those behind chips and swatches only screen readers see."""
    for choice in bound.subwidgets:
        if style in ("chip", "swatch"):
            choice.data["attrs"]["class"] = "vh"
    return bound.subwidgets


def errors(form):
    """`{% errors form %}` lists what to correct, with a link to each field; nothing if the form is valid."""
    fields = [bound for bound in form if bound.errors] if form.errors else []
    return {"form": form, "fields": fields, "title": _summary(len(fields))}


def sent_form(context):
    """`{% sent_form %}` shows what was typed in the form that was refused, to be sent again.

    The context has it as `sent`, or the request that was refused.
    """
    request = context.get("request")
    sent = context.get("sent") or (checked_form(request) if request else None)
    return {"sent": sent, "csrf_token": context.get("csrf_token")}


def lines(text):
    """Return the lines of a choice's label: its name and, on cards, its consequence."""
    return str(text).splitlines()


def _summary(count):
    match count:
        case 0:
            return ""
        case 1:
            return gettext("한 곳만 고치면 돼요")
        case 2:
            return gettext("두 곳만 고치면 돼요")
        case 3:
            return gettext("세 곳만 고치면 돼요")
    return gettext("%(places)s곳을 고치면 돼요") % {"places": count}
