//! Browser profiles: cookies and settings that outlive a session.

use std::collections::BTreeMap;

use crate::{JsonObject, Secret, Timestamp};

wire_struct! {
    /// Finishes an upload: what the uploaded profile is.
    pub struct BrowserProfileCreate [bare, setters] {
        /// The name.
        pub name: String,
        /// The browser it comes from; unknown ones are refused.
        pub browser_name: String,
        /// The version of that browser.
        pub browser_version: String,
        /// What it is for.
        pub description: Option<String>,
        /// Labels of one's own.
        pub labels: Option<BTreeMap<String, String>> = absent,
    }
}

impl BrowserProfileCreate {
    /// A description made from its required parts.
    pub fn new(
        name: impl Into<String>,
        browser_name: impl Into<String>,
        browser_version: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            browser_name: browser_name.into(),
            browser_version: browser_version.into(),
            description: None,
            labels: None,
        }
    }
}

wire_struct! {
    /// A profile as the service keeps it.
    pub struct BrowserProfileRead [open] {
        /// The profile's id.
        #[limits(format = "uuid")]
        pub id: String,
        /// Who uploaded it.
        #[limits(format = "uuid")]
        pub user_id: String,
        /// The organisation it belongs to.
        #[limits(format = "uuid")]
        pub org_id: String,
        /// The name.
        pub name: String,
        /// What it is for.
        pub description: Option<String>,
        /// The browser it is for.
        pub browser_name: String,
        /// The version of that browser.
        pub browser_version: String,
        /// Where the service stores it.
        pub s3_path: Option<String>,
        /// The size in bytes.
        pub file_size_bytes: Option<u64>,
        /// The checksum of the stored file.
        pub checksum: Option<String>,
        /// How often it was used.
        pub usage_count: u64 = 0,
        /// When it was last used.
        pub last_used_at: Option<Timestamp>,
        /// Labels of one's own.
        pub labels: Option<JsonObject>,
        /// Whether it is the default of its browser.
        pub is_default: bool = false,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was last changed.
        pub updated_at: Timestamp,
    }
}

wire_struct! {
    /// One stretch of the list of profiles.
    pub struct BrowserProfileList [open] {
        /// How many there are in all.
        pub total: u64 = required,
        /// How many were asked for.
        pub limit: u64 = required,
        /// How many were skipped.
        pub offset: u64 = required,
        /// The profiles.
        pub profiles: Vec<BrowserProfileRead> = required,
    }
}

wire_struct! {
    /// Where to upload a profile: a multipart POST with every field first and the zip (up to 1 GB) last, to storage
    /// rather than
    /// to the API.
    pub struct InitiateUploadResponse [open] {
        /// The id the profile will have.
        #[limits(format = "uuid")]
        pub profile_id: String,
        /// Where to post the file.
        pub upload_url: Secret,
        /// The form fields to send before the file; they authorise the upload.
        pub upload_fields: BTreeMap<String, Secret>,
        /// Seconds until the permission ends.
        pub upload_expires_in: u64,
    }
}
