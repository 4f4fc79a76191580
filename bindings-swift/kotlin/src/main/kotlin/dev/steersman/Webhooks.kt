@file:JvmName("WebhookVerification")

package dev.steersman

import dev.steersman.ffi.nativeSignWebhook
import dev.steersman.ffi.nativeVerifyWebhook
import dev.steersman.internal.decoded
import dev.steersman.internal.translated
import dev.steersman.internal.wireJson
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/**
 * Verifies a webhook delivery and reads it.
 *
 * @param body the raw body of the request, before any parsing.
 * @param signature the header `X-H-Webhook-Signature`.
 * @param timestamp the header `X-H-Webhook-Timestamp`.
 * @param secrets the webhook's secret; while it is being replaced, the old and the new one.
 * @param tolerance how far the time of a delivery may be from now.
 * @throws SteersmanException of the kind `WEBHOOK_VERIFICATION` when it is forged, too old or not readable, of the kind
 * `INVALID_ARGUMENT` when there is no secret or an empty one.
 */
@JvmSynthetic
public fun verifyWebhook(
    body: ByteArray,
    signature: String,
    timestamp: String,
    secrets: List<String>,
    tolerance: Duration = 5.minutes,
): WebhookDelivery {
    translated { nativeVerifyWebhook(body, signature, timestamp, secrets, tolerance.toJavaDuration()) }
    return decoded(WebhookDelivery.serializer(), wireJson.parseToJsonElement(String(body)), "the webhook")
}

/** The signature of a delivery, as the service makes it: for tests of endpoints. */
public fun signWebhook(body: ByteArray, timestamp: String, secret: String): String =
    nativeSignWebhook(body, timestamp, secret)
