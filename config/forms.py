"""How forms are drawn: each field by our own template, everything else as Django does."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    field_template_name = "components/field.html"
