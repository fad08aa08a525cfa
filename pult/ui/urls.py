"""Addresses of the look itself."""

from django.urls import path

from pult.ui import views

app_name = "ui"
urlpatterns = [
    path("app/gallery", views.gallery, name="gallery"),
    path("app/gallery/icons", views.gallery_icons, name="gallery-icons"),
    path("app.webmanifest", views.manifest, name="manifest"),
    path("brand/<str:colour>.css", views.brand, name="brand"),
]
