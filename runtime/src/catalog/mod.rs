//! What sessions are made of and kept with: agents with their revisions, skills, environments, and everything else that is kept.

pub(crate) mod agents;
pub(crate) mod names;
pub(crate) mod records;
