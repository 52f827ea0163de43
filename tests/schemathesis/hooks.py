"""Sound settings again after each call that has replaced a shop's or a desk's.

What is drawn for them is good in form, but closes the desk and lowers the limits:
from then on nearly all calls would be refused as too many.
"""

import os

import requests
import schemathesis

SETTINGS = {
    "PUT /v1/shops/{shop}/settings": ("OWNER", "SHOP_SETTINGS"),
    "PUT /v1/desks/{desk}/settings": ("DESK_TOKEN", "DESK_SETTINGS"),
}


@schemathesis.hook
def after_call(context, case, response):
    token, settings = SETTINGS.get(case.operation.label, (None, None))
    if token is None or response.status_code != 200:
        return
    headers = {"Authorization": f"Bearer {os.environ[token]}", "Content-Type": "application/json"}
    answer = requests.put(response.request.url, os.environ[settings].encode(), headers=headers, timeout=60)
    answer.raise_for_status()
