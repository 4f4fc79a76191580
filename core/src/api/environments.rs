//! Environments: the browsers, desktops, devices and workstations that agents work in.

use steersman_wire::{Environment, EnvironmentKind, PatchEnvironment};

use super::argument::{Name, Text};
use super::declare::resource;

resource! {
    /// The browsers, desktops, devices and workstations that agents work in.
    Environments "environments"

    /// Lists environments, newest first.
    ListEnvironments: GET "/api/v2/environments"
    => list_environments() -> Page(Environment) {
        /// Only environments with this text in their id.
        query id: Text;
        /// Only environments of this kind.
        query kind: EnvironmentKind;
        /// Only environments with this text in them.
        query search: Text;
        /// The page, from 1 (default).
        query page: u64 .at_least(1) .default("1");
        /// Environments on a page: 1 to 1000, default 10.
        query size: u64 .range(1, 1000) .default("10");
        /// The order: `created_at` or `id`, descending with a `-` before it. Default `-created_at`.
        query sort: [Text] .one_of(&["created_at", "-created_at", "id", "-id"]) .default("[\"-created_at\"]");
    }

    /// Creates an environment. An id that is taken gives 409.
    CreateEnvironment: POST "/api/v2/environments"
    => create_environment() body environment: Environment -> 201 Json(Environment)

    /// Reads an environment.
    GetEnvironment: GET "/api/v2/environments/{id}"
    => get_environment(path id: Name) -> Json(Environment)

    /// Replaces an environment. The id in the body must be the same.
    UpdateEnvironment: PUT "/api/v2/environments/{id}"
    => update_environment(path id: Name) body environment: Environment -> Json(Environment)

    /// Changes the fields that are given; an explicit null clears one.
    PatchEnvironment: PATCH "/api/v2/environments/{id}"
    => patch_environment(path id: Name) body changes: PatchEnvironment -> Json(Environment)

    /// Deletes an environment.
    DeleteEnvironment: DELETE "/api/v2/environments/{id}"
    => delete_environment(path id: Name) -> Nothing
}
