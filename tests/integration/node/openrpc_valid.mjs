// Holds the generated OpenRPC document against the official meta-schema.
// Usage: node openrpc_valid.mjs protocol/generated/openrpc.json
// The packages are found below BATON_NODE_MODULES: ajv, @open-rpc/meta-schema and the schema of schemas it refers to, @json-schema-tools/meta-schema.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.BATON_NODE_MODULES, "package.json"));
const ajvModule = require("ajv");
const openrpcModule = require("@open-rpc/meta-schema");
const jsonSchemaModule = require("@json-schema-tools/meta-schema");

const Ajv = ajvModule.default ?? ajvModule;
const openrpcSchema = openrpcModule.default ?? openrpcModule;
const jsonSchema = jsonSchemaModule.default ?? jsonSchemaModule;

function documentFromArguments() {
  const path = process.argv[2];
  if (path === undefined) {
    console.error("usage: openrpc_valid.mjs OPENRPC_JSON");
    process.exit(2);
  }
  return JSON.parse(readFileSync(path, "utf8"));
}

/** The address of every `$ref` within a value. */
function* references(value) {
  if (value === null || typeof value !== "object") return;
  if (typeof value.$ref === "string") yield value.$ref;
  for (const child of Object.values(value)) yield* references(child);
}

/** Whether a `#/a/b` address leads somewhere in the document; the meta-schema cannot tell. */
function resolves(document, reference) {
  const steps = reference.replace(/^#\//, "").split("/");
  return steps.reduce((at, step) => at?.[step], document) !== undefined;
}

const openrpc = documentFromArguments();
// Both schemas name themselves with the address of the JSON Schema tools instead of draft 7's, which is
// what they are; without it ajv takes its own draft 7.
const { $schema: _openrpcDialect, ...metaSchema } = openrpcSchema;
const { $schema: _jsonDialect, ...schemaOfSchemas } = jsonSchema;
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(schemaOfSchemas, "https://meta.json-schema.tools");
const validate = ajv.compile(metaSchema);

const complaints = validate(openrpc)
  ? []
  : validate.errors.map((error) => `${error.instancePath}: ${error.message}`);
for (const reference of references(openrpc)) {
  if (!resolves(openrpc, reference)) complaints.push(`nothing is at ${reference}`);
}
for (const complaint of complaints) console.error(complaint);
console.log(`${openrpc.methods.length} methods, ${complaints.length} complaints`);
process.exit(complaints.length === 0 ? 0 : 1);
