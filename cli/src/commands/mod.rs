//! The commands, one file per noun.

pub(crate) mod account;
pub(crate) mod catalog;
pub(crate) mod doctor;
pub(crate) mod files;
pub(crate) mod recording;
pub(crate) mod sessions;
pub(crate) mod shell;
pub(crate) mod steer;
