/** Schemas: any Standard Schema (zod, valibot, arktype), or plain JSON Schema. See https://standardschema.dev. */

import { errorFrom } from "./errors.js";

/** A validator that follows the Standard Schema specification. */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** What the specification asks for. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    /** Writes the JSON Schema; not all libraries have it. */
    readonly jsonSchema?: {
      readonly input: (options: { readonly target: string }) => Record<string, unknown>;
      readonly output: (options: { readonly target: string }) => Record<string, unknown>;
    };
  };
}

/** What validation gives. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<StandardIssue> };

/** One thing that does not fit. */
export interface StandardIssue {
  /** What is wrong, in words. */
  readonly message: string;
  /** Where it is, from the outside in. Nothing: the whole value. */
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined;
}

/** A JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a Standard Schema lets through. */
export type OutputOf<Schema> = Schema extends StandardSchema<infer _, infer Output> ? Output : unknown;

/** Whether a schema is a Standard Schema. Those of some libraries are functions. */
export function isStandardSchema(schema: unknown): schema is StandardSchema {
  return (typeof schema === "object" || typeof schema === "function") && schema !== null && "~standard" in schema;
}

/** The JSON Schema of a schema. `given` stands for what the library of the schema cannot write. */
export function jsonSchemaOf(schema: StandardSchema | JsonSchema, given: JsonSchema | undefined, field: string): JsonSchema {
  if (given !== undefined) return given;
  if (!isStandardSchema(schema)) return schema;
  const written = write(schema, field);
  if (written === undefined) {
    const text =
      `${field}: ${schema["~standard"].vendor} schemas of this version do not write JSON Schema themselves; ` +
      "give the JSON Schema beside it, as jsonSchema";
    throw errorFrom({ kind: "invalid_argument", message: text, field });
  }
  // The dialect is the service's business, and one object should look the same from every library.
  const { $schema: _, ...rest } = written;
  return rest;
}

function write(schema: StandardSchema, field: string): Record<string, unknown> | undefined {
  const converter = schema["~standard"].jsonSchema;
  const own = schema as { toJSONSchema?: () => Record<string, unknown>; toJsonSchema?: () => Record<string, unknown> };
  try {
    if (converter !== undefined) return converter.input({ target: "draft-2020-12" });
    return own.toJSONSchema?.() ?? own.toJsonSchema?.();
  } catch (cause) {
    const text = `${field}: the schema has no JSON Schema: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw errorFrom({ kind: "invalid_argument", message: text, field, cause });
  }
}

/** What does not fit, one line each: `items.0.price: expected a number`. */
export function issueLines(issues: ReadonlyArray<StandardIssue>): string[] {
  return issues.map((issue) => {
    const path = (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".");
    return path === "" ? issue.message : `${path}: ${issue.message}`;
  });
}
