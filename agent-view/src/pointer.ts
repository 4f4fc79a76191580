import { type Json, type JsonObject, list, number, object } from "./json.ts";

/** A place on the screen; fractions of it when `relative`. */
export interface Point {
  x: number;
  y: number;
}

/** What an action did to the screen: one point for a click, more for a drag. */
export interface Mark {
  tool: string;
  points: Point[];
  relative: boolean;
}

const PAIRS: readonly (readonly [string, string])[] = [
  ["x", "y"], ["start_x", "start_y"], ["from_x", "from_y"], ["x1", "y1"], ["to_x", "to_y"], ["end_x", "end_y"], ["x2", "y2"],
];
const PLACES = [
  "coordinate", "coordinates", "point", "position", "start", "from", "start_coordinate", "start_point",
  "path", "points", "to", "end", "end_coordinate", "end_point", "target",
];

/** The places that a tool call names, in the order in which they are touched. */
export function markOf(call: Json | undefined): Mark | undefined {
  const args = object(object(call)["args"]);
  const points = places(args);
  if (points.length === 0) return undefined;
  const relative = points.every(({ x, y }) => x <= 1 && y <= 1) && points.some(({ x, y }) => x % 1 !== 0 || y % 1 !== 0);
  return { tool: String(object(call)["tool_name"] ?? ""), points, relative };
}

function places(args: JsonObject): Point[] {
  const points: Point[] = [];
  for (const [first, second] of PAIRS) {
    const x = number(args[first]);
    const y = number(args[second]);
    if (x !== undefined && y !== undefined) points.push({ x, y });
  }
  for (const name of PLACES) points.push(...read(args[name]));
  return points.filter(({ x, y }) => x >= 0 && y >= 0);
}

function read(value: Json | undefined): Point[] {
  const items = list(value);
  if (items.length === 2 && items.every((item) => typeof item === "number")) {
    return [{ x: items[0] as number, y: items[1] as number }];
  }
  if (items.length > 0) return items.flatMap(read);
  const x = number(object(value)["x"]);
  const y = number(object(value)["y"]);
  return x !== undefined && y !== undefined ? [{ x, y }] : [];
}
