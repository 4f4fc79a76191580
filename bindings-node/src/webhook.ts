/** Webhook deliveries: whether one really comes from the service, and what it says. */

import binding from "./native.cjs";
import { fromWire } from "./convert.js";
import { native } from "./errors.js";
import type { WebhookDelivery } from "./generated/types.js";

/**
 * Verifies a delivery and reads it. Throws a `WebhookVerificationError` when it is forged, too old or not readable, and an
 * `InvalidArgumentError` when there is no secret or an empty one.
 *
 * @param body the raw body of the request, before any parsing
 * @param signature the header `X-H-Webhook-Signature`
 * @param timestamp the header `X-H-Webhook-Timestamp`
 * @param secrets the webhook's secret; while one is being replaced, the old and the new one
 */
export function verifyWebhook(
  body: Uint8Array | string,
  signature: string,
  timestamp: string,
  secrets: string | readonly string[],
  options: { readonly toleranceS?: number | undefined } = {},
): WebhookDelivery {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const list = typeof secrets === "string" ? [secrets] : [...secrets];
  native(() => binding.verifyWebhook(bytes, signature, timestamp, list, options.toleranceS ?? 300));
  return fromWire("WebhookDelivery", JSON.parse(new TextDecoder().decode(bytes))) as WebhookDelivery;
}

/** The signature of a delivery as the service makes it: for testing an endpoint. */
export function signWebhook(body: Uint8Array | string, timestamp: string, secret: string): string {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return binding.signWebhookDelivery(bytes, timestamp, secret);
}
