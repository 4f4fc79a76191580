import Foundation
import SteersmanNative

/// Webhook deliveries: whether one really comes from the service, and what it says.
public enum Webhook {
    /// Verifies a delivery and reads it.
    ///
    /// - Parameters:
    ///   - body: The raw body of the request, before any parsing.
    ///   - signature: The header `X-H-Webhook-Signature`.
    ///   - timestamp: The header `X-H-Webhook-Timestamp`.
    ///   - secrets: The webhook's secret; while one is being replaced, the old and the new one.
    ///   - tolerance: How old a delivery may be. Default 5 minutes.
    /// - Throws: ``SteersmanError`` of the kind `webhookVerification` when it is forged, too old or not readable, `invalidArgument` when
    ///   there is no secret or an empty one.
    public static func verify(
        body: Data, signature: String, timestamp: String, secrets: [String], tolerance: Duration = .seconds(300)
    ) throws -> WebhookDelivery {
        try native {
            try nativeVerifyWebhook(
                body: body, signature: signature, timestamp: timestamp, secrets: secrets,
                tolerance: tolerance.inMilliseconds / 1000)
        }
        do {
            return try JSONDecoder().decode(WebhookDelivery.self, from: body)
        } catch {
            throw SteersmanError(.webhookVerification, "the delivery cannot be read: \(Wire.explain(error))", field: "body")
        }
    }

    /// The signature of a delivery as the service makes it: for testing an endpoint.
    public static func sign(body: Data, timestamp: String, secret: String) -> String {
        nativeSignWebhook(body: body, timestamp: timestamp, secret: secret)
    }
}
