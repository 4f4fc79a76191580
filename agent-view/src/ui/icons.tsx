import type { JSX } from "preact";
import type { Kind } from "../classify.ts";

const PATHS = {
  message: "M4 5h16v11H9l-5 4z",
  reasoning: "M9 18h6M10 21h4M12 3a6 6 0 0 1 4 10.5c-.7.6-1 1.300-1 2.500H9c0-1.200-.3-1.900-1-2.500A6 6 0 0 1 12 3z",
  call: "M14.500 6.500a4 4 0 0 0 5 5L11 20l-3.500-3.500 8.500-8.500M4 20l3.500-3.500",
  result: "M5 12l5 5L19 7",
  screen: "M3 5h18v12H3zM9 21h6M12 17v4",
  answer: "M12 3l2.700 5.600 6.100.8-4.500 4.200 1.100 6.100-5.400-3-5.400 3 1.100-6.100L3.200 9.400l6.100-.8z",
  error: "M12 8v5M12 16.500v.5M12 3l10 18H2z",
  file: "M6 3h8l4 4v14H6zM14 3v5h4",
  state: "M12 7v5l3 2M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18z",
  usage: "M5 20V10M12 20V4M19 20v-7",
  other: "M12 12h.01M6 12h.01M18 12h.01",
  gap: "M8 4v6M8 14v6M16 4v6M16 14v6M4 12h4M16 12h4",
  play: "M7 4v16l13-8z",
  pause: "M8 5v14M16 5v14",
  first: "M6 5v14M19 5l-9 7 9 7z",
  last: "M18 5v14M5 5l9 7-9 7z",
  previous: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  send: "M4 12l16-8-6 16-3-6z",
  stop: "M6 6h12v12H6z",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  save: "M12 4v11M7 11l5 5 5-5M5 20h14",
  search: "M11 18a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM16 16l4 4",
} as const;

export type IconName = keyof typeof PATHS | Kind;

/** A drawing without words: what it means is said beside it. */
export const Icon = ({ name }: { name: IconName }): JSX.Element => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);
