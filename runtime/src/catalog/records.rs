//! Everything that has a name or an id and is kept: one table of JSON records per kind, in the order of creation.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use serde_json::Value;

use crate::journal::{Change, Journal};
use crate::session::lock;

/// One record as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) key: String,
    /// Place in the order of creation.
    pub(crate) number: u64,
    pub(crate) value: Value,
}

/// All records of all kinds.
#[derive(Debug, Default)]
pub(crate) struct Records {
    kinds: Mutex<HashMap<String, BTreeMap<String, Record>>>,
    journal: Journal,
}

impl Records {
    /// The records as they were kept, and where changes are written from now on.
    pub(crate) fn new(kept: Vec<(String, Record)>, journal: Journal) -> Self {
        let mut kinds: HashMap<String, BTreeMap<String, Record>> = HashMap::new();
        for (kind, record) in kept {
            kinds.entry(kind).or_default().insert(record.key.clone(), record);
        }
        Self { kinds: Mutex::new(kinds), journal }
    }

    pub(crate) fn get(&self, kind: &str, key: &str) -> Option<Value> {
        lock(&self.kinds).get(kind)?.get(key).map(|record| record.value.clone())
    }

    /// All records of a kind, oldest first.
    pub(crate) fn list(&self, kind: &str) -> Vec<Record> {
        let mut records: Vec<Record> =
            lock(&self.kinds).get(kind).map(|kind| kind.values().cloned().collect()).unwrap_or_default();
        records.sort_by_key(|record| record.number);
        records
    }

    /// Changes one record as a whole: `change` is given what there is and leaves what is to be (`None`: nothing).
    pub(crate) fn change<R>(&self, kind: &str, key: &str, change: impl FnOnce(&mut Option<Value>) -> R) -> R {
        let mut kinds = lock(&self.kinds);
        let table = kinds.entry(kind.to_owned()).or_default();
        let before = table.get(key).cloned();
        let mut value = before.as_ref().map(|record| record.value.clone());
        let result = change(&mut value);
        match value {
            Some(value) if before.as_ref().is_none_or(|record| record.value != value) => {
                let number = before.map_or_else(
                    || table.values().map(|record| record.number).max().unwrap_or(0) + 1,
                    |record| record.number,
                );
                let record = Record { key: key.to_owned(), number, value };
                self.journal.write(Change::Record { kind: kind.to_owned(), record: record.clone() });
                table.insert(key.to_owned(), record);
            }
            None if before.is_some() => {
                table.remove(key);
                self.journal.write(Change::RecordGone { kind: kind.to_owned(), key: key.to_owned() });
            }
            _ => {}
        }
        result
    }

    pub(crate) fn put(&self, kind: &str, key: &str, value: Value) {
        self.change(kind, key, |kept| *kept = Some(value));
    }

    /// Takes a record away; gives it back when there was one.
    pub(crate) fn remove(&self, kind: &str, key: &str) -> Option<Value> {
        self.change(kind, key, Option::take)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn records_keep_their_place_when_they_change() {
        let records = Records::default();
        for key in ["b", "a", "c"] {
            records.put("thing", key, json!(1));
        }
        records.put("thing", "b", json!(2));
        let keys: Vec<String> = records.list("thing").into_iter().map(|record| record.key).collect();
        assert_eq!(keys, ["b", "a", "c"]);
        assert_eq!((records.get("thing", "b"), records.get("other", "b")), (Some(json!(2)), None));
        assert_eq!(records.remove("thing", "b"), Some(json!(2)));
        assert_eq!(records.remove("thing", "b"), None);
    }
}
