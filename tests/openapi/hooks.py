"""What schemathesis sends beside what it makes up, and what it got: see conformance.test.ts."""

import json
import os
from itertools import count
from random import Random

import schemathesis
from schemathesis import GenerationMode

KNOWN = json.loads(os.environ["BACKTALK_KNOWN"])
turn = count()
# The same at every run. Taken in turn, two names of one request would always meet in the same pairs.
chance = Random(7)


def name_known(fields, choices):
    """Names what exists."""
    if not isinstance(fields, dict):
        return
    for name in fields:
        if name in choices:
            fields[name] = chance.choice(choices[name])


@schemathesis.hook
def before_call(context, case, kwargs):
    at = next(turn)
    # The limits are counted by address, and stay on.
    case.headers["X-Forwarded-For"] = f"10.{at >> 16 & 255}.{at >> 8 & 255}.{at & 255}"
    if case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE:
        # Three times out of four: made up, a site or an id is nobody's. What one path alone is about is named always.
        everywhere = KNOWN["everywhere"] if chance.random() > 0.25 else {}
        path, label = case.operation.path, f"{case.method.upper()} {case.operation.path}"
        choices = {**everywhere, **KNOWN["at"].get(path, {}), **KNOWN["at"].get(label, {})}
        for fields in (case.path_parameters, case.query, case.body):
            name_known(fields, choices)


@schemathesis.hook
def after_call(context, case, response):
    with open(os.environ["BACKTALK_GOT"], "a") as got:
        got.write(f"{response.request.method} {case.operation.path} {response.status_code}\n")
