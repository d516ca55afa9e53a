# SPDX-License-Identifier: Apache-2.0
"""Holds assets/openapi.yaml against itself and against the reference central.

    openapi_check.py examples               every example fits its schema; every component is used
    openapi_check.py routes FILE            FILE: lines "METHOD PATTERN", the server's table
    openapi_check.py problems FILE          FILE: lines "CODE STATUS", the server's list
    openapi_check.py live FILE              FILE: JSON lines, exchanges with the running server

Needs python3-yaml and python3-jsonschema. Prints what is wrong and exits with 1.
"""
import copy
import json
import re
import sys

import jsonschema
import yaml

PATH = "assets/openapi.yaml"
METHODS = ("get", "post", "patch", "put", "delete")
faults = []


def fault(text):
    faults.append(text)


def load():
    # dates and times stay text
    loader = yaml.SafeLoader
    loader.yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in loader.yaml_implicit_resolvers.items()
    }
    with open(PATH, encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)


def resolve(doc, node):
    while isinstance(node, dict) and "$ref" in node:
        found = doc
        for part in node["$ref"][2:].split("/"):
            found = found[part]
        node = found
    return node


def plain(doc, schema):
    """OpenAPI 3.0 schema → JSON Schema without references, closed against members it does not name."""
    schema = copy.deepcopy(resolve(doc, schema))
    nullable = schema.pop("nullable", False)
    if nullable and "type" not in schema:
        fault(f"nullable without a type says nothing in OpenAPI 3.0: {schema}")
    for key in ("allOf", "oneOf", "anyOf"):
        if key in schema:
            schema[key] = [plain(doc, part) for part in schema[key]]
    if "items" in schema:
        schema["items"] = plain(doc, schema["items"])
    if "properties" in schema:
        schema["properties"] = {name: plain(doc, part) for name, part in schema["properties"].items()}
        schema.setdefault("additionalProperties", False)
    return {"anyOf": [schema, {"type": "null"}]} if nullable else schema


def check(doc, schema, value, where):
    validator = jsonschema.Draft4Validator(plain(doc, schema), format_checker=checker())
    for error in validator.iter_errors(value):
        fault(f"{where}: {'/'.join(map(str, error.path))}: {error.message[:200]}")


def checker():
    formats = jsonschema.FormatChecker(formats=())
    formats.checks("date")(lambda text: not isinstance(text, str) or re.fullmatch(r"\d{4}-\d\d-\d\d", text))
    formats.checks("date-time")(
        lambda text: not isinstance(text, str)
        or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text)
    )
    formats.checks("uuid")(
        lambda text: not isinstance(text, str) or re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text)
    )
    return formats


def operations(doc):
    for path, item in doc["paths"].items():
        for method in METHODS:
            if method in item:
                yield method.upper(), path, item, item[method]


def check_content(doc, content, where, needs_examples=True):
    for kind, media in content.items():
        if kind == "multipart/form-data":
            continue
        examples = media.get("examples", {})
        if needs_examples and not examples:
            fault(f"{where}: {kind} without an example")
        for name, example in examples.items():
            check(doc, media["schema"], resolve(doc, example)["value"], f"{where} example {name}")


def examples(doc):
    for method, path, item, operation in operations(doc):
        where = f"{method} {path}"
        if "requestBody" in operation:
            check_content(doc, operation["requestBody"]["content"], f"{where} request")
        for status, response in operation["responses"].items():
            response = resolve(doc, response)
            check_content(doc, response.get("content", {}), f"{where} {status}")
            for media in response.get("content", {}).values():
                for name, example in media.get("examples", {}).items():
                    value = resolve(doc, example)["value"]
                    if isinstance(value, dict) and "urn:anjungan:problem:" in str(value.get("type", "")):
                        if value["status"] != int(status):
                            fault(f"{where} {status}: example {name} says {value['status']}")
        parameters = [resolve(doc, p) for p in item.get("parameters", []) + operation.get("parameters", [])]
        named = {p["name"] for p in parameters}
        for hole in re.findall(r"{(\w+)}", path):
            if hole not in named:
                fault(f"{where}: {{{hole}}} has no parameter")
        if ("Idempotency-Key" in named) != (method != "GET"):
            fault(f"{where}: Idempotency-Key belongs to POST, PATCH and DELETE")
        for header in ("X-Cons-Id", "X-Timestamp", "X-Nonce", "X-Signature"):
            if header not in named:
                fault(f"{where}: {header} missing")
        for parameter in parameters:
            if "example" in parameter:
                check(doc, parameter["schema"], parameter["example"], f"{where} {parameter['name']}")
    unused(doc)


def unused(doc):
    used = set()

    def walk(node):
        if isinstance(node, dict):
            if "$ref" in node:
                used.add(node["$ref"])
            for part in node.values():
                walk(part)
        elif isinstance(node, list):
            for part in node:
                walk(part)

    walk(doc)
    for kind, parts in doc["components"].items():
        for name in parts:
            if f"#/components/{kind}/{name}" not in used:
                fault(f"components/{kind}/{name} is not used")


def routes(doc, file):
    served = {line.strip() for line in file if line.strip()}
    described = {f"{method} {re.sub('{[^}]*}', '{}', path)}" for method, path, _, _ in operations(doc)}
    for route in sorted(served - described):
        fault(f"served but not described: {route}")
    for route in sorted(described - served):
        fault(f"described but not served: {route}")


def problems(doc, file):
    known = {tuple(line.split()) for line in file if line.strip()}
    shown = set()
    for response in doc["components"]["responses"].values():
        for media in response.get("content", {}).values():
            for example in media.get("examples", {}).values():
                value = example["value"]
                shown.add((value["type"].rsplit(":", 1)[1], str(value["status"])))
    # these two are answers of the server as such, not of an operation
    for problem in sorted(known - shown - {("internal", "500"), ("method-not-allowed", "405")}):
        fault(f"answered but without an example: {' '.join(problem)}")
    for problem in sorted(shown - known):
        fault(f"an example of what is never answered: {' '.join(problem)}")


def find(doc, method, target):
    path = target.split("?")[0]
    for pattern, item in doc["paths"].items():
        if method.lower() in item and re.fullmatch(re.sub("{[^}]*}", "[^/]+", pattern), path):
            return pattern, item[method.lower()]
    return None, None


def live(doc, file):
    answered = set()
    for line in file:
        row = json.loads(line)
        pattern, operation = find(doc, row["method"], row["target"])
        if operation is None:
            continue  # tests ask for paths that are not there
        where = f"{row['method']} {pattern} {row['status']}"
        response = resolve(doc, operation["responses"].get(str(row["status"])))
        if response is None:
            fault(f"{where}: not described")
            continue
        if row["status"] < 300:
            answered.add((row["method"], pattern))
        content = response.get("content", {})
        if not content:
            if row["body"] is not None:
                fault(f"{where}: a body where none is described")
        elif row["type"] not in content:
            fault(f"{where}: content type {row['type']}")
        else:
            check(doc, content[row["type"]]["schema"], row["body"], where)
    for method, path, _, _ in operations(doc):
        if (method, path) not in answered:
            fault(f"{method} {path}: never answered with success in this run")


def main():
    doc = load()
    kind = sys.argv[1]
    if kind == "examples":
        examples(doc)
    else:
        with open(sys.argv[2], encoding="utf-8") as file:
            {"routes": routes, "problems": problems, "live": live}[kind](doc, file)
    for text in faults[:60]:
        print(text)
    return 1 if faults else 0


sys.exit(main())
