//! Lists as streams of all their entries.

use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};
use steersman::wire::ListFilesRequest;
use steersman::{CallOptions, ErrorKind};

use crate::samples::{self, AT, page};
use crate::server::{Reply, Server};

fn summaries(ids: &[&str]) -> Vec<Value> {
    ids.iter().map(|id| samples::session_summary(id)).collect()
}

#[tokio::test]
async fn all_goes_from_page_to_page_until_the_total_and_sends_no_size_by_itself() {
    let server = Server::start().await;
    let ids: Vec<String> = (0..10).map(|id| id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    server.reply(Reply::json(200, &page(&summaries(&ids), 11, 1)));
    server.reply(Reply::json(200, &page(&summaries(&["10"]), 11, 2)));
    let all: Vec<_> =
        server.client().sessions().list_sessions().owner("me").all().try_collect().await.unwrap();
    assert_eq!(
        all.iter().map(|session| session.id.as_str()).collect::<Vec<_>>(),
        [&ids[..], &["10"]].concat()
    );
    assert_eq!(
        server.lines(),
        ["GET /api/v2/sessions?owner=me&page=1", "GET /api/v2/sessions?owner=me&page=2"],
        "two pages, and no third one to find out that there is none"
    );
}

#[tokio::test]
async fn all_begins_at_the_page_that_was_asked_for_and_keeps_the_size() {
    let server = Server::start().await;
    server.reply(Reply::json(200, &page(&[samples::event("c")], 4, 3)));
    server.reply(Reply::json(200, &page(&[samples::event("d")], 4, 4)));
    let call = server.client().sessions().list_session_events("s1").page(3).size(1);
    let all: Vec<_> = call.all().try_collect().await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(
        server.lines(),
        ["GET /api/v2/sessions/s1/events?page=3&size=1", "GET /api/v2/sessions/s1/events?page=4&size=1"]
    );
}

#[tokio::test]
async fn pages_are_fetched_only_as_they_are_taken() {
    let server = Server::start().await;
    server.reply(Reply::json(200, &page(&summaries(&["a", "b"]), 100, 1)));
    let mut all = server.client().sessions().list_sessions().size(2).all();
    for id in ["a", "b"] {
        assert_eq!(all.next().await.unwrap().unwrap().id, id);
    }
    assert_eq!(server.lines().len(), 1);
}

#[tokio::test]
async fn an_empty_page_ends_a_list_whose_total_is_not_told() {
    let server = Server::start().await;
    server.reply(Reply::json(200, &json!({"items": [samples::webhook("w1")]})));
    server.reply(Reply::json(200, &json!({"items": []})));
    let all: Vec<_> = server.client().webhooks().list_webhooks().all().try_collect().await.unwrap();
    assert_eq!((all.len(), server.lines().len()), (1, 2));
}

#[tokio::test]
async fn an_error_ends_the_list_after_the_entries_before_it() {
    let server = Server::start().await;
    server.reply(Reply::json(200, &page(&summaries(&["a"]), 2, 1)));
    server.reply(Reply::json(403, &json!({"detail": "no"})));
    let mut all = server.client().sessions().list_sessions().size(1).all();
    assert_eq!(all.next().await.unwrap().unwrap().id, "a");
    assert_eq!(all.next().await.unwrap().unwrap_err().kind(), ErrorKind::PermissionDenied);
    assert!(all.next().await.is_none());
}

#[tokio::test]
async fn lists_by_offset_go_on_after_the_entries_they_were_given() {
    let server = Server::start().await;
    let body = |offset: u64, vaults: &[&str]| {
        let vaults: Vec<Value> = vaults.iter().map(|id| samples::vault(id)).collect();
        json!({"total": 5, "limit": 2, "offset": offset, "vaults": vaults})
    };
    server.reply(Reply::json(200, &body(1, &["v1", "v2"])));
    server.reply(Reply::json(200, &body(3, &["v3"])));
    server.reply(Reply::json(200, &body(4, &["v4"])));
    let call = server.client().vaults().list_vaults().limit(2).offset(1);
    let all: Vec<_> = call.all().map_ok(|vault| vault.id).try_collect().await.unwrap();
    assert_eq!(all, ["v1", "v2", "v3", "v4"]);
    assert_eq!(
        server.lines(),
        [
            "GET /api/v2/vaults?limit=2&offset=1",
            "GET /api/v2/vaults?limit=2&offset=3",
            "GET /api/v2/vaults?limit=2&offset=4"
        ],
        "a page shorter than the limit is not taken for the last one"
    );
    server.reply(Reply::json(
        200,
        &json!({"total": 1, "limit": 10, "offset": 0, "profiles": [samples::profile("p")]}),
    ));
    let all: Vec<_> =
        server.client().browser_profiles().list_browser_profiles().all().try_collect().await.unwrap();
    assert_eq!((all.len(), server.lines().len()), (1, 1));
}

#[tokio::test]
async fn a_page_of_skills_that_is_too_large_is_fetched_one_by_one() {
    let server = Server::start().await;
    let one = |name: &str, page_number: u64| Reply::json(200, &page(&[samples::skill(name)], 5, page_number));
    server.reply(Reply::json(200, &page(&[samples::skill("a"), samples::skill("b")], 5, 1)));
    server.reply(Reply::json(413, &json!({"detail": "over 8 MiB"})));
    server.reply(one("c", 3));
    server.reply(one("d", 4));
    server.reply(one("e", 3));
    let all: Vec<_> = server
        .client()
        .skills()
        .list_skills()
        .size(2)
        .all()
        .map_ok(|skill| skill.name)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(all, ["a", "b", "c", "d", "e"]);
    assert_eq!(
        server.lines(),
        [
            "GET /api/v2/skills?page=1&size=2",
            "GET /api/v2/skills?page=2&size=2",
            "GET /api/v2/skills?page=3&size=1",
            "GET /api/v2/skills?page=4&size=1",
            "GET /api/v2/skills?page=3&size=2"
        ]
    );
    server.reply(Reply::json(413, &json!({"detail": "over 8 MiB"})));
    let error = server.client().skills().list_skills().size(1).all().next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ContentTooLarge, "a single skill cannot be made smaller");
}

#[tokio::test]
async fn files_go_on_after_the_last_entry_while_the_server_says_there_are_more() {
    let server = Server::start().await;
    let files = |names: &[&str], truncated: bool| {
        let entry = |name: &&str| json!({"name": name, "path": name, "size_bytes": 1, "modified_at": AT, "is_dir": false});
        json!({"path": "~/x", "files": names.iter().map(entry).collect::<Vec<_>>(), "truncated": truncated})
    };
    server.reply(Reply::json(200, &files(&["a", "b"], true)));
    server.reply(Reply::json(200, &files(&["c"], false)));
    let request = ListFilesRequest::default().path("~/x").max_entries(2);
    let all: Vec<_> = server
        .client()
        .session_files()
        .list_files("rs1", request)
        .all()
        .map_ok(|file| file.name)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(all, ["a", "b", "c"]);
    let bodies: Vec<_> = server.taken().iter().map(|request| request.json().unwrap()).collect();
    assert_eq!(
        bodies,
        [
            json!({"path": "~/x", "max_entries": 2}),
            json!({"path": "~/x", "max_entries": 2, "modified_before": AT, "name_after": "b"})
        ]
    );
}

#[tokio::test]
async fn pages_by_name_are_the_same_walk() {
    let server = Server::start().await;
    let one = |name: &str, page_number: u64| Reply::json(200, &page(&[samples::skill(name)], 3, page_number));
    server.reply(Reply::json(413, &json!({"detail": "over 8 MiB"})));
    server.reply(one("a", 1));
    server.reply(one("b", 2));
    server.reply(one("c", 2));
    let client = server.client();
    let mut pages = client.pages("skills.list_skills", json!({"size": 2}), CallOptions::default()).unwrap();
    let mut names = Vec::new();
    while let Some(entries) = pages.next_page().await.unwrap() {
        for entry in entries {
            names.push(serde_json::from_str::<Value>(entry.get()).unwrap()["name"].clone());
        }
    }
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(
        server.lines(),
        [
            "GET /api/v2/skills?page=1&size=2",
            "GET /api/v2/skills?page=1&size=1",
            "GET /api/v2/skills?page=2&size=1",
            "GET /api/v2/skills?page=2&size=2"
        ]
    );
    let error = client.pages("skills.get_skill", json!({"name": "a"}), CallOptions::default()).err().unwrap();
    assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidArgument, Some("name")));
}

#[tokio::test]
async fn files_by_name_go_on_after_the_last_entry() {
    let server = Server::start().await;
    let entry =
        |name: &str| json!({"name": name, "path": name, "size_bytes": 1, "modified_at": AT, "is_dir": false});
    server.reply(Reply::json(
        200,
        &json!({"path": "~/x", "files": [entry("a"), entry("b")], "truncated": true}),
    ));
    server.reply(Reply::json(200, &json!({"path": "~/x", "files": [entry("c")], "truncated": false})));
    let arguments = json!({"session_id": "rs1", "path": "~/x"});
    let mut pages =
        server.client().pages("session_files.list_files", arguments, CallOptions::default()).unwrap();
    let mut counts = Vec::new();
    while let Some(entries) = pages.next_page().await.unwrap() {
        counts.push(entries.len());
    }
    assert_eq!(counts, [2, 1]);
    assert_eq!(server.lines().len(), 2);
}
