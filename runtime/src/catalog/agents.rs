//! Agents by name, every write a revision.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::records::{Record, Records};

const KIND: &str = "agent";

/// Why a write was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is no such agent, or no such revision of it.
    Unknown,
    /// There is one already.
    Exists,
    /// The agent has moved on from the revision that was expected.
    MovedOn,
}

/// Which revision a write expects to be the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    Any,
    Revision(u64),
}

/// An agent at one of its revisions.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) revision: u64,
    pub(crate) specification: Value,
}

/// All agents. A record holds `{revisions: [{number, specification, created_at, message, restored_from}]}`.
#[derive(Debug, Default)]
pub(crate) struct AgentCatalog(pub(crate) Arc<Records>);

fn revisions(record: &Value) -> &[Value] {
    record["revisions"].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn found(revision: &Value) -> Found {
    Found {
        revision: revision["number"].as_u64().unwrap_or(1),
        specification: revision["specification"].clone(),
    }
}

impl AgentCatalog {
    /// Adds an agent that comes with the runtime or from a file. An agent of the same name moves on to this specification.
    pub(crate) fn install(&self, specification: &Value, now: Timestamp) {
        let name = specification["name"].as_str().unwrap_or_default();
        if self.create(specification, None, now).is_err() {
            let note = Some("Installed again");
            // Not refused: it exists, and any revision may be the current one.
            let _ = self.write(name, Expected::Any, note, None, now, |_| Some(specification.clone()));
        }
    }

    /// The current revision, or the one asked for.
    pub(crate) fn get(&self, name: &str, revision: Option<u64>) -> Option<Found> {
        let record = self.0.get(KIND, name)?;
        let all = revisions(&record);
        match revision {
            Some(number) => all.iter().find(|revision| revision["number"] == number).map(found),
            None => all.last().map(found),
        }
    }

    /// The revision that a name means: the current one, or with `name:N` that one; and the name without the pin.
    pub(crate) fn resolve(&self, name: &str) -> Option<(String, Found)> {
        let (base, pinned) = match name.rsplit_once(':') {
            Some((base, number)) => (base, Some(number.parse::<u64>().ok()?)),
            None => (name, None),
        };
        Some((base.to_owned(), self.get(base, pinned)?))
    }

    /// The current revisions of all agents, with their names, oldest agent first.
    pub(crate) fn list(&self) -> Vec<(String, Found)> {
        let current = |record: Record| Some((record.key, found(revisions(&record.value).last()?)));
        self.0.list(KIND).into_iter().filter_map(current).collect()
    }

    /// All revisions of an agent, oldest first, as `AgentRevisionRecord`s.
    pub(crate) fn history(&self, name: &str) -> Option<Vec<Value>> {
        let record = self.0.get(KIND, name)?;
        let shown = revisions(&record).iter().map(|revision| {
            let mut shown = revision.clone();
            if let Some(members) = shown.as_object_mut() {
                members.remove("specification");
            }
            shown
        });
        Some(shown.collect())
    }

    pub(crate) fn create(
        &self,
        specification: &Value,
        message: Option<&str>,
        now: Timestamp,
    ) -> Result<Found, Refused> {
        let name = specification["name"].as_str().unwrap_or_default();
        self.0.change(KIND, name, |kept| {
            if kept.is_some() {
                return Err(Refused::Exists);
            }
            let first = revision(1, specification, message, None, now);
            *kept = Some(json!({ "revisions": [first] }));
            Ok(Found { revision: 1, specification: specification.clone() })
        })
    }

    /// Writes a new revision, made from the current specification. Writing what is there already changes nothing.
    /// `make` gives `None` when it cannot make one.
    pub(crate) fn write(
        &self,
        name: &str,
        expected: Expected,
        message: Option<&str>,
        restored_from: Option<u64>,
        now: Timestamp,
        make: impl FnOnce(&Value) -> Option<Value>,
    ) -> Result<Found, Refused> {
        self.0.change(KIND, name, |kept| {
            let record = kept.as_mut().ok_or(Refused::Unknown)?;
            let current = revisions(record).last().map(found).ok_or(Refused::Unknown)?;
            if expected != Expected::Any && expected != Expected::Revision(current.revision) {
                return Err(Refused::MovedOn);
            }
            let specification = make(&current.specification).ok_or(Refused::Unknown)?;
            if specification == current.specification {
                return Ok(current);
            }
            let number = current.revision + 1;
            let next = revision(number, &specification, message, restored_from, now);
            if let Some(all) = record["revisions"].as_array_mut() {
                all.push(next);
            }
            Ok(Found { revision: number, specification })
        })
    }

    pub(crate) fn delete(&self, name: &str, expected: Expected) -> Result<(), Refused> {
        self.0.change(KIND, name, |kept| {
            let record = kept.as_ref().ok_or(Refused::Unknown)?;
            let current = revisions(record).last().map(|revision| found(revision).revision);
            if expected != Expected::Any && current.map(Expected::Revision) != Some(expected) {
                return Err(Refused::MovedOn);
            }
            *kept = None;
            Ok(())
        })
    }
}

fn revision(
    number: u64,
    specification: &Value,
    message: Option<&str>,
    restored_from: Option<u64>,
    now: Timestamp,
) -> Value {
    json!({
        "number": number, "specification": specification, "created_at": now, "created_by": null,
        "message": message, "restored_from": restored_from,
    })
}
