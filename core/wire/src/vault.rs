//! Vaults: where an agent finds the credentials it may use.

use crate::{Extra, Secret, Timestamp};

tagged_union! {
    /// Which vault of which provider.
    pub enum VaultProvider by "provider" {
        /// 1Password.
        "onepassword" => OnePassword(OnePasswordConfig),
    }
}

wire_struct! {
    /// A vault of 1Password.
    pub struct OnePasswordConfig [open] {
        /// The provider.
        tag provider: "onepassword",
        /// The vault's id at 1Password.
        pub op_vault_id: String,
    }
}

impl OnePasswordConfig {
    /// The vault with this id at 1Password.
    pub fn new(op_vault_id: impl Into<String>) -> Self {
        Self { provider: crate::Tag::new(), op_vault_id: op_vault_id.into(), extra: Extra::new() }
    }
}

wire_struct! {
    /// Registers a vault.
    pub struct VaultCreateRequest [bare] {
        /// The name.
        pub name: String,
        /// Which vault.
        pub provider_config: VaultProvider,
        /// The provider's access token; checked before it is stored, and never given back.
        #[limits(write_only = true)]
        pub token: Secret,
    }
}

impl VaultCreateRequest {
    /// A registration made from its parts.
    pub fn new(
        name: impl Into<String>,
        provider_config: impl Into<VaultProvider>,
        token: impl Into<Secret>,
    ) -> Self {
        Self { name: name.into(), provider_config: provider_config.into(), token: token.into() }
    }
}

wire_struct! {
    /// Changes some fields of a vault; absent fields stay.
    #[derive(Default)]
    pub struct VaultUpdateRequest [bare, setters] {
        /// The name.
        pub name: Nullable<String>,
        /// Which vault.
        pub provider_config: Nullable<VaultProvider>,
    }
}

wire_struct! {
    /// Replaces the access token of a vault.
    pub struct VaultTokenRotateRequest [bare] {
        /// The new token.
        #[limits(write_only = true)]
        pub token: Secret,
    }
}

impl VaultTokenRotateRequest {
    /// Replaces the token by this one.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self { token: token.into() }
    }
}

wire_struct! {
    /// A vault as the service keeps it; the token stays there.
    pub struct VaultConfigRead [open] {
        /// The vault's id here.
        #[limits(format = "uuid")]
        pub id: String,
        /// The organisation it belongs to.
        #[limits(format = "uuid")]
        pub org_id: String,
        /// The name.
        pub name: String,
        /// Which vault.
        pub provider_config: VaultProvider,
        /// When it was registered.
        pub created_at: Timestamp,
        /// When it was last changed.
        pub updated_at: Timestamp,
    }
}

wire_struct! {
    /// One stretch of the list of vaults.
    pub struct VaultConfigList [open] {
        /// How many there are in all.
        pub total: u64 = required,
        /// How many were asked for.
        pub limit: u64 = required,
        /// How many were skipped.
        pub offset: u64 = required,
        /// The vaults.
        pub vaults: Vec<VaultConfigRead> = required,
    }
}

wire_struct! {
    /// Whether a vault can be opened.
    pub struct VaultHealth [open] {
        /// Whether it can.
        pub ok: bool,
        /// Why not.
        pub error: Option<String>,
    }
}
