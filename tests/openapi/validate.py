"""Judges the document on standard input by the schema of OpenAPI 3.1."""

import json
import sys

import schemathesis

schemathesis.openapi.from_dict(json.load(sys.stdin)).validate()
