/** Names on the wire to ours and back, for members of known types only; the keys of free JSON are never touched. */

import { shapes } from "./generated/shapes.js";

/** How a value is converted; what is not said here stays as it is. */
export type Reference =
  | string
  | { readonly list: Reference }
  | { readonly map: Reference }
  | { readonly tag: string; readonly types: Readonly<Record<string, string | null>> }
  | { readonly either: { readonly list?: Reference; readonly objects?: readonly Reference[] } };

/** The name on the wire, ours, and what the value is. */
export type Field = readonly [string, string] | readonly [string, string, Reference];

/** What is renamed in a type. */
export interface Shape {
  readonly is?: Reference;
  readonly base?: string;
  readonly fields?: readonly Field[];
}

/** What is renamed in the arguments and the reply of an operation, and in the entries of a list. */
export interface Operation {
  readonly args?: readonly Field[];
  readonly reply?: Reference;
  readonly entry?: Reference;
}

type Json = Record<string, unknown>;
type Names = Map<string, { readonly name: string; readonly inner: Reference | undefined }>;

const incoming = new Map<string, Names>();
const outgoing = new Map<string, Names>();

/** The members of a type by the name they have where the value comes from. */
function namesOf(type: string, outward: boolean): Names {
  const known = (outward ? outgoing : incoming).get(type);
  if (known !== undefined) return known;
  const shape = shapes[type];
  const names: Names = new Map(shape?.base === undefined ? [] : namesOf(shape.base, outward));
  addFields(names, shape?.fields ?? [], outward);
  (outward ? outgoing : incoming).set(type, names);
  return names;
}

function addFields(names: Names, fields: readonly Field[], outward: boolean): void {
  for (const [wire, ours, inner] of fields) {
    names.set(outward ? ours : wire, { name: outward ? wire : ours, inner });
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of the wire with our names. Members of unions that are not known become `{ [tag]: "unknown", raw }`. */
export function fromWire(reference: Reference | undefined, value: unknown): unknown {
  return convert(reference, value, false);
}

/** A value with the names of the wire. */
export function toWire(reference: Reference | undefined, value: unknown): unknown {
  return convert(reference, value, true);
}

/** Arguments of an operation with the names of the wire. */
export function argumentsToWire(fields: readonly Field[] | undefined, args: Json): Json {
  const names: Names = new Map();
  addFields(names, fields ?? [], true);
  return rename(names, args, true);
}

function convert(reference: Reference | undefined, value: unknown, outward: boolean): unknown {
  if (reference === undefined || typeof value !== "object" || value === null) return value;
  if (typeof reference === "string") {
    const is = shapes[reference]?.is;
    if (is !== undefined) return convert(is, value, outward);
    return isObject(value) ? rename(namesOf(reference, outward), value, outward) : value;
  }
  if ("list" in reference) {
    return Array.isArray(value) ? value.map((item) => convert(reference.list, item, outward)) : value;
  }
  if ("map" in reference) {
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, item]) => [key, convert(reference.map, item, outward)]);
    return Object.fromEntries(entries);
  }
  if ("tag" in reference) {
    const type = memberOf(reference, value);
    if (type === undefined) return outward ? unwrapped(reference.tag, value) : { [reference.tag]: "unknown", raw: value };
    return type === null ? value : convert(type, value, outward);
  }
  if (Array.isArray(value)) {
    const list = reference.either.list;
    return list === undefined ? value : value.map((item) => convert(list, item, outward));
  }
  const fitting = reference.either.objects?.find((candidate) => fits(candidate, value));
  return convert(fitting ?? reference.either.objects?.[0], value, outward);
}

/** What stands for a member that is not known, as it came. */
function unwrapped(tag: string, value: object): unknown {
  return (value as Json)[tag] === "unknown" && "raw" in value ? value.raw : value;
}

/** The type in a union that a value is of: null when there is nothing to rename in it, undefined when it is not known. */
function memberOf(reference: { tag: string; types: Readonly<Record<string, string | null>> }, value: object): string | null | undefined {
  const tag = (value as Json)[reference.tag];
  return typeof tag === "string" && Object.hasOwn(reference.types, tag) ? reference.types[tag] : undefined;
}

function fits(candidate: Reference, value: object): boolean {
  if (typeof candidate !== "string") return "tag" in candidate && memberOf(candidate, value) !== undefined;
  const is = shapes[candidate]?.is;
  return is === undefined || fits(is, value);
}

function rename(names: Names, value: Json, outward: boolean): Json {
  const out: Json = {};
  for (const key in value) {
    const field = names.get(key);
    if (field === undefined) put(out, key, value[key]);
    else out[field.name] = field.inner === undefined ? value[key] : convert(field.inner, value[key], outward);
  }
  return out;
}

/** Sets a member that may have any name: assigning to this one would change the prototype instead. */
function put(out: Json, key: string, value: unknown): void {
  if (key !== "__proto__") out[key] = value;
  else Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true });
}
