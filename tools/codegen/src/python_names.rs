//! Python: the names that the official package has for what is called differently here.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::document::{Document, Shape, Type, members};
use crate::forms::{Form, Forms};
use crate::python::{exports, own, spell};
use crate::text::{HEADER, pascal_case};
use crate::typescript::tagged;

const NAMES: &str = r#""""Names that the official package has for what is called differently here, so that its programs find them.

Members of unions have a class each there, named after the union and the member; here one class stands for the same object wherever it is.
"""

from __future__ import annotations

from ._light import TYPE_CHECKING
from .types import *

if TYPE_CHECKING:
    from typing import Any, Literal, TypeAlias
"#;

/// What the official package calls unions, and what they are called here. Where something tells their members apart, these have
/// names of their own.
const UNIONS: [(&str, &str); 10] = [
    ("AgentEventData", "AgentEventData"),
    ("BrowserMode", "BrowserMode"),
    ("CreateEnvironmentRequest", "Environment"),
    ("Environment", "Environment"),
    ("PatchEnvironmentMode", "BrowserMode"),
    ("SendSessionMessagesRequestBody", "SendMessages"),
    ("SendSessionToolResultsRequestBody", "ToolResults"),
    ("SessionEventZero", "SessionEvent"),
    ("ToolResultBatchResultsItem", "ToolResult"),
    ("UpdateEnvironmentRequestBody", "Environment"),
];

/// What it calls objects, and what they are called here. Pages are not in this list: they are all called by one rule.
const CLASSES: [(&str, &str); 4] = [
    ("HttpValidationError", "HTTPValidationError"),
    ("TrajectoryEvent", "TrajectoryEvent"),
    ("WebhookEvent", "WebhookDelivery"),
    ("WebhookEventData", "WebhookSessionEventData"),
];

/// The members of objects and the arguments of operations after which it calls a type: `Agent` and `reasoning_effort`, the request of
/// `list_agents` and `include`; with `Item` the type of the entries of a list.
const PLACES: [&str; 46] = [
    "ActiveStateChangeDataState",
    "AgentCompletionDataReason",
    "AgentEnvironmentsItem",
    "AgentReasoningEffort",
    "AgentRunStatusChangeDataStatus",
    "AgentSkillsItem",
    "AgentSubagentsItem",
    "AnswerEventAnswer",
    "AttachmentDataOrigin",
    "BrowserHost",
    "CronTimingType",
    "DesktopHost",
    "ErrorEventKind",
    "FileContentType",
    "FileTransferDataDirection",
    "ImageContentType",
    "ListAgentRevisionsRequestSortItem",
    "ListAgentsRequestInclude",
    "ListAgentsRequestSortItem",
    "ListEnvironmentsRequestSortItem",
    "ListScheduleRunsRequestSortItem",
    "ListSchedulesRequestSortItem",
    "ListSessionEventsRequestSortItem",
    "ListSessionsRequestOwner",
    "ListSessionsRequestSortItem",
    "ListSkillsRequestSortItem",
    "ListWebhooksRequestSortItem",
    "MessageEventContentItem",
    "OnePasswordConfigProvider",
    "PatchAgentEnvironmentsItem",
    "PatchAgentReasoningEffort",
    "PatchAgentSkillsItem",
    "PatchAgentSubagentsItem",
    "PatchEnvironmentHost",
    "QuotaStatusScope",
    "ScheduleRunRecordStatus",
    "SessionChangesAnswer",
    "SessionRequestAgent",
    "SessionRequestMessages",
    "ToolResultBatchType",
    "ToolResultEventKind",
    "UserMessageEventType",
    "ValidationErrorLocItem",
    "WebhookRecordLastDeliveryStatus",
    "WebhookWithSecretLastDeliveryStatus",
    "WorkstationHost",
];

/// The names.
pub fn emit(document: &Document, forms: &Forms) -> String {
    let mut out = format!("# {HEADER}\n{NAMES}");
    let mut names = Vec::new();
    let mut section = |title: &str, how: &str, entries: BTreeMap<String, String>| {
        let _ = writeln!(out, "\n# {title}");
        for (name, is) in entries {
            let _ = writeln!(out, "{name}{}", how.replace("{}", &is));
            names.push(name);
        }
    };
    section(
        "Members of unions.",
        " = {}",
        UNIONS.iter().flat_map(|(theirs, ours)| cases(document, theirs, ours)).collect(),
    );
    section("Classes of another name.", " = {}", classes(document));
    let unions = UNIONS.iter().filter(|(theirs, ours)| theirs != ours);
    let unions = unions.map(|(theirs, ours)| ((*theirs).to_owned(), (*ours).to_owned()));
    let places =
        PLACES.iter().map(|name| ((*name).to_owned(), spell(&place(document, name), Form::Output, forms)));
    section("For annotations.", ": TypeAlias = '{}'", unions.chain(places).collect());
    exports(&mut out, names);
    out
}

/// The names of the members of a union: what tells each apart, behind the name of the union.
fn cases(document: &Document, theirs: &str, ours: &str) -> Vec<(String, String)> {
    let Shape::Alias(kind) = &document.definition(ours).shape else { panic!("{ours} is no union") };
    let members = tagged(document, kind).map(|union| union.members).unwrap_or_default();
    members.iter().map(|(value, member)| (format!("{theirs}_{}", pascal_case(value)), own(member))).collect()
}

/// The names of objects. `Page_Agent_` is called `PageAgent`.
fn classes(document: &Document) -> BTreeMap<String, String> {
    let pages = document
        .definitions
        .iter()
        .map(|definition| &definition.name)
        .filter(|name| name.starts_with("Page_"));
    let pages = pages.map(|page| (page.replace('_', ""), page.clone()));
    let others =
        CLASSES.iter().map(|(theirs, ours)| ((*theirs).to_owned(), own(&document.definition(ours).name)));
    pages.chain(others).collect()
}

/// The type of the member or argument that a name is made of.
///
/// # Panics
/// When there is no such member.
fn place(document: &Document, name: &str) -> Type {
    let objects = document.definitions.iter().filter_map(|definition| match &definition.shape {
        Shape::Object { fields, .. } => Some((definition.name.clone(), fields)),
        Shape::Alias(_) => None,
    });
    let requests = document
        .operations
        .iter()
        .map(|operation| (format!("{}Request", pascal_case(&operation.method)), &operation.arguments));
    objects
        .chain(requests)
        .find_map(|(owner, fields)| {
            let rest = name.strip_prefix(&owner)?;
            fields.iter().find_map(|field| {
                let kind = without_null(&field.kind);
                match (rest.strip_prefix(&pascal_case(&field.name))?, kind) {
                    ("", kind) => Some(kind),
                    ("Item", Type::List(entry)) => Some(*entry),
                    _ => None,
                }
            })
        })
        .unwrap_or_else(|| panic!("no member is called {name} by the official package"))
}

fn without_null(kind: &Type) -> Type {
    match members(kind).as_slice() {
        [one] => (*one).clone(),
        several => Type::Union(several.iter().map(|member| (*member).clone()).collect()),
    }
}
