"""Whatever Django admin may show of a table has a name in the reader's language."""

from django.contrib import admin
from django.utils.functional import Promise


def unnamed(model) -> list[str]:
    """Fields that would stand under a name made of their column. A key that is made by itself is shown to nobody."""
    fields = [
        field for field in model._meta.get_fields() if field.concrete and not (field.primary_key and field.name == "id")
    ]
    return [f"{model._meta.label}.{field.name}" for field in fields if not isinstance(field.verbose_name, Promise)]


def test_every_field_of_a_model_in_the_admin_has_a_lazy_label():
    models = list(admin.site._registry)
    assert len(models) > 15
    assert sorted(name for model in models for name in unnamed(model)) == []
