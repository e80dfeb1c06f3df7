"""How fields are rendered: label, hint, error, then the box, linked for screen readers."""

from django.forms.renderers import TemplatesSetting


class DeskRenderer(TemplatesSetting):
    """Fields by the desk's own template."""

    field_template_name = "desk/_field.html"
