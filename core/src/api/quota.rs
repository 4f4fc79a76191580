//! Quotas of the organisation.

use steersman_wire::TokenQuotaStatus;

use super::declare::resource;

resource! {
    /// Quotas of the organisation. For sessions at a time see `sessions.get_session_quota`.
    Quota "quota"

    /// How many tokens may be used in the current window, and how many are.
    GetTokenQuota: GET "/api/v2/quota/tokens"
    => get_token_quota() -> Json(TokenQuotaStatus)
}
