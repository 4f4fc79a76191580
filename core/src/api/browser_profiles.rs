//! Browser profiles: stored logins and settings that cloud browsers can start with.

use steersman_wire::{BrowserProfileCreate, BrowserProfileList, BrowserProfileRead, InitiateUploadResponse};

use super::argument::{Id, Text};
use super::declare::resource;

resource! {
    /// Stored logins and settings that cloud browsers can start with. `upload` does all three steps of bringing one in.
    BrowserProfiles "browser_profiles"

    /// Lists browser profiles.
    ListBrowserProfiles: GET "/api/v2/browser-profiles"
    => list_browser_profiles() -> Json(BrowserProfileList) {
        /// The most profiles to send: 1 to 1000, default 10.
        query limit: u64 .range(1, 1000) .default("10");
        /// How many profiles to skip, default 0.
        query offset: u64 .at_least(0) .default("0");
    }

    /// Reads the default profile of a browser; 404 when there is none.
    GetDefaultBrowserProfile: GET "/api/v2/browser-profiles/default"
    => get_default_browser_profile(query browser_name: Text) -> Json(BrowserProfileRead)

    /// Begins an upload: gives the address, and the form fields, to which the archive goes.
    InitiateBrowserProfileUpload: POST "/api/v2/browser-profiles/initiate-upload"
    => initiate_browser_profile_upload() -> Json(InitiateUploadResponse)

    /// Reads a browser profile.
    GetBrowserProfile: GET "/api/v2/browser-profiles/{profile_id}"
    => get_browser_profile(path profile_id: Id) -> Json(BrowserProfileRead)

    /// Deletes a browser profile.
    DeleteBrowserProfile: DELETE "/api/v2/browser-profiles/{profile_id}"
    => delete_browser_profile(path profile_id: Id) -> Nothing

    /// Ends an upload, within a day of its beginning: names the profile and says which browser it is of.
    CompleteBrowserProfileUpload: POST "/api/v2/browser-profiles/{profile_id}/complete-upload"
    => complete_browser_profile_upload(path profile_id: Id) body profile: BrowserProfileCreate -> 201 Json(BrowserProfileRead)

    /// Makes a profile the default of its browser.
    SetDefaultBrowserProfile: PUT "/api/v2/browser-profiles/{profile_id}/default"
    => set_default_browser_profile(path profile_id: Id) -> Json(BrowserProfileRead)

    /// Makes a profile no longer the default of its browser.
    UnsetDefaultBrowserProfile: DELETE "/api/v2/browser-profiles/{profile_id}/default"
    => unset_default_browser_profile(path profile_id: Id) -> Json(BrowserProfileRead)
}
