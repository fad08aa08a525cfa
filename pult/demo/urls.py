"""Addresses of the demo."""

from django.urls import path

from pult.foundation.web import resource

from . import views

app_name = "demo"
urlpatterns = [
    path("demo", resource(GET=views.read_demo), name="demo"),
    path("demo/shop", resource(GET=views.read_shop), name="shop"),
    path("demo/shop/orders", resource(GET=views.read_orders), name="orders"),
    path("demo/shop/customer", resource(GET=views.read_buyer), name="buyer"),
    path("demo/session", resource(POST=views.create_session), name="session"),
    path("demo/letters", resource(POST=views.create_letter), name="letters"),
    path("demo/letters/<int:pk>", resource(GET=views.read_letter), name="letter"),
]
