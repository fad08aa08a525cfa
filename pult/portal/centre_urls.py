"""Addresses of the help centre."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from pult.brands.types import Right as OfBrands
from pult.foundation.web import needs, resource

from .types import Right
from .views import brands, centre, centre_feedback, centre_machines, centre_settings

HERE = "hc/<slug:locale>"
ARTICLE = f"{HERE}/articles/<int:pk>"
urlpatterns = [
    path("hc", resource(GET=centre.choose_language), name="centre-start"),
    path("hc/sitemap.xml", resource(GET=centre_machines.read_sitemap), name="sitemap"),
    path("robots.txt", resource(GET=centre_machines.read_robots), name="robots"),
    path("hc/logo/<slug:mark>", resource(GET=centre_settings.read_logo), name="logo"),
    path(f"{HERE}/", resource(GET=centre.read_home), name="centre"),
    path(f"{HERE}/feed", resource(GET=centre_machines.read_feed), name="feed"),
    path(f"{HERE}/search", resource(GET=centre.search), name="search"),
    path(f"{HERE}/search/suggestions", resource(GET=centre.suggest), name="suggestions"),
    path(f"{HERE}/categories/<slug:slug>", resource(GET=centre.read_category), name="category"),
    path(ARTICLE, resource(GET=centre.read_article), name="article-number"),
    path(f"{ARTICLE}-<slug:slug>", resource(GET=centre.read_article), name="article"),
    # Pages that are kept for everybody carry nobody's token; what is said here is anybody's to say.
    path(
        f"{ARTICLE}/feedback",
        csrf_exempt(resource(POST=centre_feedback.create_feedback)),
        name="article-feedback",
    ),
    path(
        "app/settings/help-centre",
        needs(Right.MANAGE)(
            resource(GET=centre_settings.read_settings, POST=centre_settings.change_settings)
        ),
        name="centre-settings",
    ),
    path("app/settings/brands", needs(OfBrands.MANAGE)(resource(GET=brands.list_brands)), name="brands"),
    path(
        "app/settings/brands/new",
        needs(OfBrands.MANAGE)(resource(GET=brands.new_brand, POST=brands.create_brand)),
        name="new-brand",
    ),
    path(
        "app/settings/brands/<int:pk>",
        needs(OfBrands.MANAGE)(resource(GET=brands.edit_brand, POST=brands.change_brand)),
        name="brand",
    ),
    path(
        "app/settings/brands/<int:pk>/removal",
        needs(OfBrands.MANAGE)(resource(POST=brands.create_removal)),
        name="brand-removal",
    ),
]
