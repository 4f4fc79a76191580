//! What the catalogs of agents, skills and environments have in common: reserved names, lists, and records that are read and written
//! by their name.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::auth::Caller;
use super::errors::ApiError;
use super::extract::{Json, PageRequest, Query};
use super::{App, empty, json as reply};
use crate::catalog::names::is_reserved;
use crate::catalog::records::Record;

/// A kind of records that are read and written as they are, by name.
pub(super) struct Kind {
    /// Of the table.
    pub(super) table: &'static str,
    /// In texts: `Skill`.
    pub(super) noun: &'static str,
    /// The member that is the name.
    pub(super) key: &'static str,
    /// Schema of a change.
    pub(super) patch: &'static str,
    /// Checks a record as a whole.
    pub(super) check: fn(&Value) -> Result<(), ApiError>,
    /// A record as it may be shown.
    pub(super) shown: fn(&Value) -> Value,
}

impl Kind {
    fn unknown(&self, name: &str) -> ApiError {
        ApiError::not_found(format!("{} '{name}' not found", self.noun))
    }

    pub(super) fn create(&self, app: &App, body: Json) -> Result<Response, ApiError> {
        let record = body.required()?;
        (self.check)(&record)?;
        let name = record[self.key].as_str().unwrap_or_default().to_owned();
        writable(&name)?;
        app.engine.records.change(self.table, &name, |kept| {
            if kept.is_some() {
                return Err(ApiError::conflict(format!("{} '{name}' already exists", self.noun)));
            }
            *kept = Some(record.clone());
            Ok(())
        })?;
        Ok(reply(StatusCode::CREATED, &(self.shown)(&record)))
    }

    pub(super) fn get(&self, app: &App, caller: Caller, name: &str) -> Result<Response, ApiError> {
        readable(caller, name)?;
        let record = app.engine.records.get(self.table, name).ok_or_else(|| self.unknown(name))?;
        Ok(reply(StatusCode::OK, &(self.shown)(&record)))
    }

    pub(super) fn put(&self, app: &App, name: &str, body: Json) -> Result<Response, ApiError> {
        let record = body.required()?;
        (self.check)(&record)?;
        writable(name)?;
        same_name(&record, self.key, name)?;
        app.engine.records.change(self.table, name, |kept| {
            kept.as_mut().map(|kept| *kept = record.clone()).ok_or_else(|| self.unknown(name))
        })?;
        Ok(reply(StatusCode::OK, &(self.shown)(&record)))
    }

    pub(super) fn patch(&self, app: &App, name: &str, body: Json) -> Result<Response, ApiError> {
        let changes = body.checked(self.patch)?;
        writable(name)?;
        let patched = app.engine.records.change(self.table, name, |kept| {
            let current = kept.as_mut().ok_or_else(|| self.unknown(name))?;
            let patched = merged(current, &changes);
            (self.check)(&patched)?;
            *current = patched;
            Ok::<_, ApiError>(current.clone())
        })?;
        Ok(reply(StatusCode::OK, &(self.shown)(&patched)))
    }

    pub(super) fn delete(&self, app: &App, name: &str) -> Result<Response, ApiError> {
        writable(name)?;
        app.engine.records.remove(self.table, name).ok_or_else(|| self.unknown(name))?;
        Ok(empty(StatusCode::NO_CONTENT))
    }

    /// The records that a list wants; `text` is what is searched in.
    pub(super) fn select(&self, app: &App, list: &List, text: impl Fn(&Value) -> String) -> Vec<Record> {
        let records = app.engine.records.list(self.table);
        list.select(records, |record| &record.key, |record| text(&record.value))
    }
}

/// What a list of the catalog is asked for.
pub(super) struct List {
    caller: Caller,
    part: Option<String>,
    search: Option<String>,
    by_name: bool,
    descending: bool,
    pub(super) page: PageRequest,
}

impl List {
    /// Reads the parameters that all lists have; `key` is the name's.
    pub(super) fn read(query: &mut Query, caller: Caller, key: &str) -> Self {
        let orders = ["created_at".to_owned(), "-created_at".to_owned(), key.to_owned(), format!("-{key}")];
        let sort = query.choices("sort", &orders.each_ref().map(String::as_str));
        let order = sort.first().map_or("-created_at", String::as_str);
        Self {
            caller,
            part: query.text(key),
            search: query.text("search").map(|text| text.to_lowercase()),
            by_name: order.ends_with(key),
            descending: order.starts_with('-'),
            page: query.page(10, 1000),
        }
    }

    /// What is wanted of `entries`, which come oldest first, in the order that is wanted. `text` is what is searched in.
    pub(super) fn select<T>(
        &self,
        mut entries: Vec<T>,
        name: impl Fn(&T) -> &str,
        text: impl Fn(&T) -> String,
    ) -> Vec<T> {
        entries.retain(|entry| {
            self.part.as_deref().is_none_or(|part| name(entry).contains(part))
                && self.search.as_deref().is_none_or(|wanted| text(entry).to_lowercase().contains(wanted))
                && readable(self.caller, name(entry)).is_ok()
        });
        if self.by_name {
            entries.sort_by(|one, other| name(one).cmp(name(other)));
        }
        if self.descending {
            entries.reverse();
        }
        entries
    }
}

/// The texts of some members of a record, to be searched in.
pub(super) fn texts(record: &Value, members: &[&str]) -> String {
    let texts: Vec<&str> = members.iter().filter_map(|member| record[*member].as_str()).collect();
    texts.join("\n")
}

/// Names that come with the service are not written.
pub(super) fn writable(name: &str) -> Result<(), ApiError> {
    if is_reserved(name) {
        return Err(ApiError::forbidden("Names that begin with h/ are reserved"));
    }
    Ok(())
}

/// Without a key, only what comes with the service is seen.
pub(super) fn readable(caller: Caller, name: &str) -> Result<(), ApiError> {
    if caller == Caller::Anonymous && !is_reserved(name) {
        return Err(ApiError::unauthorized());
    }
    Ok(())
}

/// There are no renames.
pub(super) fn same_name(body: &Value, key: &str, name: &str) -> Result<(), ApiError> {
    if body[key] != name {
        return Err(ApiError::bad_request(format!("The {key} in the body must be the {key} in the path")));
    }
    Ok(())
}

/// An object with some members replaced, and those that are null taken away.
pub(super) fn merged(current: &Value, changes: &Value) -> Value {
    let mut merged = current.clone();
    if let (Some(members), Some(changes)) = (merged.as_object_mut(), changes.as_object()) {
        for (name, value) in changes {
            if value.is_null() {
                members.remove(name);
            } else {
                members.insert(name.clone(), value.clone());
            }
        }
    }
    merged
}
