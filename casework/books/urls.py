"""Addresses of the books."""

from django.urls import path

from casework.books.views import books

urlpatterns = [
    path("books/", books.see_books, name="see_books"),
    path("books/summary/", books.take_summary, name="take_summary"),
    path("books/propose-month/", books.propose_month, name="propose_month"),
    path("books/close-month/", books.close_month, name="close_month"),
]
