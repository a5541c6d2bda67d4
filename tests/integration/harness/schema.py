"""Holds values against the types that rpc.discover documents: the little of JSON Schema that these use."""

KINDS = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
}
UNDERSTOOD = {"type", "properties", "required", "items", "$ref", "allOf", "description", "title"}


class Schemas:
    """The types of one OpenRPC document."""

    def __init__(self, document):
        self.document = document
        self.methods = {method["name"]: method for method in document["methods"]}
        self.notifications = {news["name"]: news for news in document["x-notifications"]}

    def check_result(self, method, result):
        """Returns what is wrong with a result; nothing when it is as documented."""
        return list(self._check(self.methods[method]["result"]["schema"], result, "result"))

    def check_notification(self, message):
        described = {param["name"]: param for param in self.notifications[message["method"]]["params"]}
        schema = {
            "type": "object",
            "properties": {name: param["schema"] for name, param in described.items()},
            "required": [name for name, param in described.items() if param["required"]],
        }
        return list(self._check(schema, message["params"], message["method"]))

    def _check(self, schema, value, path):
        unknown = set(schema) - UNDERSTOOD
        if unknown:
            yield f"{path}: this checker does not know {sorted(unknown)}"
        if "$ref" in schema:
            yield from self._check(self._find(schema["$ref"]), value, path)
        for part in schema.get("allOf", []):
            yield from self._check(part, value, path)
        kind = schema.get("type")
        if kind and not KINDS[kind](value):
            yield f"{path}: expected {kind}, is {value!r}"
        elif kind == "array" and "items" in schema:
            for index, item in enumerate(value):
                yield from self._check(schema["items"], item, f"{path}[{index}]")
        elif kind == "object" and "properties" in schema:
            yield from self._check_members(schema, value, path)

    def _check_members(self, schema, value, path):
        for name in schema.get("required", []):
            if name not in value:
                yield f"{path}: {name} is missing"
        for name, member in value.items():
            if name not in schema["properties"]:
                yield f"{path}: {name} is not documented"
            else:
                yield from self._check(schema["properties"][name], member, f"{path}.{name}")

    def _find(self, reference):
        at = self.document
        for step in reference.removeprefix("#/").split("/"):
            at = at[step]
        return at
