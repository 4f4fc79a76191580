//! How much an account may use.

use crate::Timestamp;

open_enum! {
    /// Whose limit it is.
    pub enum QuotaScope {
        /// The user's.
        User = "user",
        /// The organisation's.
        Org = "org",
    }
}

wire_struct! {
    /// How many sessions may run at once.
    pub struct QuotaStatus [open] {
        /// Whose limit it is.
        pub scope: QuotaScope,
        /// The limit.
        pub limit: u64,
        /// How many sessions hold a slot now.
        pub active: u64,
        /// How many slots are free.
        pub available: u64,
    }
}

wire_struct! {
    /// How many tokens may be used in the current window of time.
    pub struct TokenQuotaStatus [open] {
        /// The limit; null: none.
        pub limit: Option<u64> = required,
        /// How many were used; null: not known at the moment.
        pub used: Option<u64> = required,
        /// How many are left; null: no limit, or not known.
        pub remaining: Option<u64> = required,
        /// When the window began.
        pub window_start: Timestamp,
        /// When the window ends.
        pub window_end: Option<Timestamp> = required,
    }
}
