//! Vaults: password stores that agents may take credentials from.

use steersman_wire::{
    VaultConfigList, VaultConfigRead, VaultCreateRequest, VaultHealth, VaultTokenRotateRequest,
    VaultUpdateRequest,
};

use super::argument::Id;
use super::declare::resource;

resource! {
    /// Password stores that agents may take credentials from.
    Vaults "vaults"

    /// Lists vaults.
    ListVaults: GET "/api/v2/vaults"
    => list_vaults() -> Json(VaultConfigList) {
        /// The most vaults to send: 1 to 1000, default 50.
        query limit: u64 .range(1, 1000) .default("50");
        /// How many vaults to skip, default 0.
        query offset: u64 .at_least(0) .default("0");
    }

    /// Connects a vault. The token is checked first, then stored, and never shown again.
    CreateVault: POST "/api/v2/vaults"
    => create_vault() body vault: VaultCreateRequest -> 201 Json(VaultConfigRead)

    /// Reads a vault's configuration.
    GetVault: GET "/api/v2/vaults/{vault_id}"
    => get_vault(path vault_id: Id) -> Json(VaultConfigRead)

    /// Changes the fields that are given; an explicit null clears one.
    UpdateVault: PATCH "/api/v2/vaults/{vault_id}"
    => update_vault(path vault_id: Id) body changes: VaultUpdateRequest -> Json(VaultConfigRead)

    /// Disconnects a vault.
    DeleteVault: DELETE "/api/v2/vaults/{vault_id}"
    => delete_vault(path vault_id: Id) -> Nothing

    /// Tells whether the vault can be reached with the stored token.
    VaultHealth: GET "/api/v2/vaults/{vault_id}/health"
    => vault_health(path vault_id: Id) -> Json(VaultHealth)

    /// Replaces the stored token.
    RotateVaultToken: PUT "/api/v2/vaults/{vault_id}/token"
    => rotate_vault_token(path vault_id: Id) body token: VaultTokenRotateRequest -> Nothing
}
