"""Addresses of the catalogue, its editions, and the price list of an institution."""

from django.urls import path

from institutions.catalogue.views import editions, lists, trying

urlpatterns = [
    path("catalogue/", lists.see_catalogue, name="see_catalogue"),
    path("catalogue/items/<slug:code>/", lists.see_item, name="see_item"),
    path("catalogue/try/", trying.try_rules, name="try_rules"),
    path("catalogue/editions/", editions.see_editions, name="see_editions"),
    path("catalogue/editions/send/", editions.send_edition, name="send_edition"),
    path("catalogue/editions/<uuid:edition_id>/", editions.see_edition, name="see_edition"),
    path("catalogue/editions/<uuid:edition_id>/publish/", editions.publish_edition, name="publish_edition"),
    path("catalogue/editions/<uuid:edition_id>/withdraw/", editions.withdraw_edition, name="withdraw_edition"),
    path("institutions/<uuid:institution_id>/prices/", lists.see_prices, name="see_prices"),
    path("institutions/<uuid:institution_id>/prices/send/", editions.send_price_list, name="send_price_list"),
]
