"""How fields are shown: label, hint, what is wrong, then the box, tied together for a screen reader."""

from django.forms.renderers import TemplatesSetting


class DeskRenderer(TemplatesSetting):
    """Fields by the desk's own template."""

    field_template_name = "desk/_field.html"
