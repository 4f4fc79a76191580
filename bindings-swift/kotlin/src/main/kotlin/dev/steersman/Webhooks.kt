@file:JvmName("WebhookVerification")

package dev.steersman

import dev.steersman.ffi.nativeSignWebhook
import dev.steersman.ffi.nativeVerifyWebhook
import dev.steersman.internal.translated
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/**
 * Verifies a webhook delivery. Afterwards the bytes of the body can be believed; verify them as they came.
 *
 * @param body the raw body of the request.
 * @param signature the header `X-H-Webhook-Signature`.
 * @param timestamp the header `X-H-Webhook-Timestamp`.
 * @param secrets the webhook's secret; while it is being replaced, the old and the new one.
 * @param tolerance how far the time of a delivery may be from now.
 * @throws SteersmanException of the kind `WEBHOOK_VERIFICATION` when it is forged or too old.
 */
@JvmSynthetic
public fun verifyWebhook(
    body: ByteArray,
    signature: String,
    timestamp: String,
    secrets: List<String>,
    tolerance: Duration = 5.minutes,
): Unit = translated { nativeVerifyWebhook(body, signature, timestamp, secrets, tolerance.toJavaDuration()) }

/** The signature of a delivery, as the service makes it: for tests of endpoints. */
public fun signWebhook(body: ByteArray, timestamp: String, secret: String): String =
    nativeSignWebhook(body, timestamp, secret)
