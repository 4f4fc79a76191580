//! The direct calls: every operation of the API as a method of its resource, and all of them as data.
//!
//! An operation is written down once, in the file of its resource; the typed method, the [`Operation`] in [`OPERATIONS`], the
//! call by name ([`Client::call`](crate::Client::call)) and the bindings' types follow from that. See `docs/pipeline.md`.

mod argument;
mod body;
mod call;
mod declare;
#[cfg(feature = "schema")]
mod describe;
mod draft;
mod dynamic;
mod operation;
mod pages;
mod reply;
mod upload;

pub mod agents;
pub mod browser_profiles;
pub mod environments;
pub mod quota;
pub mod schedules;
pub mod session_files;
pub mod sessions;
pub mod skills;
pub mod vaults;
pub mod webhooks;

pub use argument::IfMatch;
pub use call::{Call, Endpoint, Running};
#[cfg(feature = "schema")]
pub use describe::describe;
pub use operation::{Body, Kind, Operation, Paging, Param, PathForm, Place, ReplyKind};
pub use pages::{Paged, Pages};
pub use reply::{Revisioned, revision};
pub use upload::{Archive, MAX_ARCHIVE_BYTES};

/// How many operations the API has.
const COUNT: usize = 74;

/// Every operation of the API, resource by resource.
pub static OPERATIONS: [&Operation; COUNT] = gather(&[
    sessions::OPERATIONS,
    session_files::OPERATIONS,
    quota::OPERATIONS,
    agents::OPERATIONS,
    environments::OPERATIONS,
    skills::OPERATIONS,
    schedules::OPERATIONS,
    vaults::OPERATIONS,
    browser_profiles::OPERATIONS,
    webhooks::OPERATIONS,
]);

/// Lays the resources' operations out one after another; fails to compile when there are more or fewer than [`COUNT`].
const fn gather(resources: &[&[&'static Operation]]) -> [&'static Operation; COUNT] {
    let mut all = [resources[0][0]; COUNT];
    let mut count = 0;
    let mut resource = 0;
    while resource < resources.len() {
        let mut operation = 0;
        while operation < resources[resource].len() {
            all[count] = resources[resource][operation];
            count += 1;
            operation += 1;
        }
        resource += 1;
    }
    assert!(count == COUNT, "COUNT is the number of declared operations");
    all
}
