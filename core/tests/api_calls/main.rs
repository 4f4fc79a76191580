//! The direct calls over real HTTP: what goes over the wire and what comes of the answer.
#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

mod account_cases;
mod arguments;
mod case;
mod catalog_cases;
mod pages;
mod replies;
mod samples;
mod server;
mod session_cases;
mod upload;

use std::collections::BTreeSet;

use serde_json::Value;
use steersman::Client;
use steersman::api::{OPERATIONS, Operation};
use steersman::wire::VaultTokenRotateRequest;

use crate::server::Server;

#[tokio::test]
async fn every_operation_sends_what_the_contract_says_by_type_and_by_name() {
    let server = Server::start().await;
    let mut names = BTreeSet::new();
    for cases in [session_cases::cases(), catalog_cases::cases(), account_cases::cases()] {
        for case in cases {
            assert!(names.insert(case.name), "{} is tested twice", case.name);
            case.check(&server).await;
        }
    }
    let declared: BTreeSet<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
    assert_eq!(names, declared, "every operation has a case");
    assert_eq!(declared.len(), 74, "names are unique");
}

#[tokio::test]
async fn bodies_and_replies_with_several_forms_travel_in_each_of_them() {
    let server = Server::start().await;
    for case in session_cases::other_forms() {
        case.check(&server).await;
    }
}

#[tokio::test]
async fn a_call_that_is_not_sent_yet_shows_no_secret() {
    let client = Client::builder().api_key("hk-CANARY").base_url("http://127.0.0.1:9").build().unwrap();
    let call = client.vaults().rotate_vault_token("v1", VaultTokenRotateRequest::new("tok-CANARY"));
    let shown = format!("{client:?} {:?} {call:?}", client.vaults());
    assert!(shown.contains("vaults.rotate_vault_token"), "{shown}");
    assert!(!shown.contains("CANARY"), "{shown}");
}

#[test]
fn every_operation_and_every_option_is_described() {
    for operation in OPERATIONS {
        assert!(operation.docs.trim().ends_with(['.', ')']), "{}: {}", operation.name, operation.docs);
        assert!(std::ptr::eq(Operation::find(operation.name).unwrap(), operation));
        for param in operation.params {
            assert!(param.required || !param.docs.is_empty(), "{} {}", operation.name, param.name);
            if let Some(default) = param.default {
                assert!(serde_json::from_str::<Value>(default).is_ok(), "{} {}", operation.name, param.name);
            }
        }
    }
}
