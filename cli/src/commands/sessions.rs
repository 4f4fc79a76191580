//! `sessions list|get|status|events`: what there is, and how it is doing.

use futures_util::TryStreamExt;
use serde_json::value::RawValue;
use steersman::api::Call;
use steersman::api::sessions::op::ListSessions;
use steersman::wire::{Page, Session, SessionErrorCode, SessionStatus, SessionSummary, TrajectoryStatus};
use steersman::{Client, ErrorKind, StreamItem, StreamOptions, Until};

use crate::args::{EventsArgs, ListSessionsArgs, SessionArgs};
use crate::context::Context;
use crate::describe::describe;
use crate::exit::Exit;
use crate::json_lines::{JsonLine, single_line};
use crate::out::Out;
use crate::run::agent_name;
use crate::stop::Stop;
use crate::text::{answer_text, count, plural};
use crate::waiting::patiently;

/// The longest that the API lets one poll wait.
const LONGEST_POLL: u64 = 25;

pub(crate) async fn list(context: &Context, args: ListSessionsArgs) -> Result<Exit, Stop> {
    let all = args.all;
    let call = listing(&context.client()?, args);
    if all {
        let sessions: Vec<SessionSummary> =
            patiently("reading the sessions", call.all().try_collect()).await?;
        let total = sessions.len() as u64;
        return context.print(&Page::new(sessions, total, 1), print_list);
    }
    let page = patiently("reading the sessions", call.response()).await?;
    context.print_response(&page, print_list)
}

fn listing(client: &Client, args: ListSessionsArgs) -> Call<ListSessions> {
    let mut call = client.sessions().list_sessions();
    macro_rules! set {
        ($($setter:ident: $value:expr;)+) => {$(
            if let Some(value) = $value {
                call = call.$setter(value);
            }
        )+};
    }
    // Walking all pages takes the largest there are.
    let (page, size) = if args.all { (1, 100) } else { (args.page, args.size) };
    set! {
        page: Some(page);
        size: Some(size);
        sort: args.oldest_first.then_some(["created_at"]);
        status: (!args.status.is_empty()).then(|| args.status.iter().map(|s| TrajectoryStatus::from(s.as_str())));
        agent: (!args.agent.is_empty()).then_some(args.agent);
        search: args.search;
        owner: args.owner;
        group_id: args.group_id;
        parent_session_id: args.parent;
        schedule_id: args.schedule;
        created_after: args.created_after;
        created_before: args.created_before;
        finished_after: args.finished_after;
        finished_before: args.finished_before;
    }
    call
}

fn print_list(out: &mut Out, page: &Page<SessionSummary>) -> std::io::Result<()> {
    let rows: Vec<Vec<String>> = page
        .items
        .iter()
        .map(|session| {
            let message = session.first_message.as_ref();
            vec![
                session.id.clone(),
                session.status.as_str().to_owned(),
                session.agent.clone().unwrap_or_else(|| "-".to_owned()),
                to_the_second(session.created_at.as_str()),
                message.map(|message| message_text(&message.message)).unwrap_or_default(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return out.text("no sessions");
    }
    out.table(&["SESSION", "STATUS", "AGENT", "CREATED", "TASK"], &rows)?;
    more(out, page.items.len(), page.total)
}

/// Says that a list has more entries than were shown.
pub(crate) fn more(out: &mut Out, shown: usize, total: u64) -> std::io::Result<()> {
    if total > shown as u64 {
        out.text(&format!("{shown} of {total}; --page, --size or --all show the rest"))
    } else {
        Ok(())
    }
}

fn message_text(message: &impl serde::Serialize) -> String {
    let message = serde_json::to_value(message).unwrap_or_default();
    match message {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

/// `2026-03-01T09:00:00.123456Z` as people read it.
pub(crate) fn to_the_second(time: &str) -> String {
    let (second, rest) = time.split_at_checked(19).unwrap_or((time, ""));
    let zone = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    format!("{}{zone}", second.replacen('T', " ", 1))
}

pub(crate) async fn get(context: &Context, args: SessionArgs) -> Result<Exit, Stop> {
    let client = context.client()?;
    let call = client.sessions().get_session(args.session_id).response();
    let response = patiently("reading the session", call).await?;
    context.print_response(&response, |out, session: &Session| {
        let mut pairs = vec![
            ("session", session.id.clone()),
            ("agent", agent_name(session).unwrap_or("given in place").to_owned()),
            ("created", to_the_second(session.created_at.as_str())),
        ];
        for (name, time) in [("started", &session.started_at), ("finished", &session.finished_at)] {
            if let Some(time) = time {
                pairs.push((name, to_the_second(time.as_str())));
            }
        }
        if let Some(view) = &session.agent_view_url {
            pairs.push(("view", view.clone()));
        }
        pairs.extend(status_pairs(&session.status));
        out.pairs(&pairs)?;
        match session.latest_answer.as_ref().and_then(answer_text) {
            Some(answer) => out.text(&format!("\n{answer}")),
            None => Ok(()),
        }
    })
}

pub(crate) async fn status(context: &Context, args: SessionArgs) -> Result<Exit, Stop> {
    let client = context.client()?;
    let call = client.sessions().get_session_status(args.session_id).response();
    let response = patiently("reading the session", call).await?;
    context.print_response(&response, |out, status: &SessionStatus| out.pairs(&status_pairs(status)))
}

fn status_pairs(status: &SessionStatus) -> Vec<(&'static str, String)> {
    let usage = status.total_usage();
    let tokens = [usage.input_tokens, usage.output_tokens, usage.reasoning_tokens];
    let mut pairs = vec![
        ("status", status.status.as_str().to_owned()),
        ("steps", plural(status.steps, "step")),
        ("tokens", count(tokens.into_iter().fold(0, u64::saturating_add))),
    ];
    if let Some(outcome) = &status.outcome {
        pairs.push(("outcome", outcome.as_str().to_owned()));
    }
    let error = [status.error_code.as_ref().map(SessionErrorCode::as_str), status.error.as_deref()];
    let error: Vec<&str> = error.into_iter().flatten().collect();
    if !error.is_empty() {
        pairs.push(("error", error.join(": ")));
    }
    for call in &status.pending_tool_calls {
        pairs.push(("waits for", call.tool_name.clone()));
    }
    for id in &status.subagent_session_ids {
        pairs.push(("subagent", id.clone()));
    }
    pairs
}

/// Prints what is there, from an index on; with `--wait`, waits for something when nothing is.
pub(crate) async fn events(context: &Context, args: EventsArgs) -> Result<Exit, Stop> {
    let session = context.client()?.session(args.session_id);
    let tip = patiently("reading the events", tip(&session, args.from_index, args.wait)).await?;
    let mut out = context.out();
    if tip <= args.from_index {
        return Ok(Exit::Success);
    }
    // The stream knows how to get at what the server has put away, and tells what is lost.
    let options = StreamOptions::default().from_index(args.from_index).until(Until::Terminal);
    let mut stream = session.stream_with(&options);
    while stream.cursor() < tip {
        match patiently("reading the events", stream.try_next()).await? {
            Some(StreamItem::Event(event)) if context.global.json => {
                let raw = single_line(event.raw());
                let event_json: &RawValue = serde_json::from_str(&raw).map_err(std::io::Error::from)?;
                out.json(&JsonLine::Event { index: event.index, event: event_json })?;
            }
            Some(StreamItem::Event(event)) => {
                let line = describe(&event);
                let time = to_the_second(event.timestamp().unwrap_or_default());
                out.row(&format!("{:>5}  {time:<20}  {:<9}  {}", event.index, line.kind, line.text))?;
            }
            Some(StreamItem::Gap(gap)) if context.global.json => {
                out.json(&JsonLine::Gap { from: gap.from, to: gap.to, reason: gap.reason.as_str() })?;
            }
            Some(StreamItem::Gap(gap)) => {
                out.row(&format!(
                    "{:>5}  events up to {} are lost: {}",
                    gap.from,
                    gap.to - 1,
                    gap.reason.as_str()
                ))?;
            }
            None => break,
        }
    }
    Ok(Exit::Success)
}

/// Index of the event that comes after the last one there is.
async fn tip(session: &steersman::SessionHandle, from: u64, wait: u64) -> Result<u64, steersman::Error> {
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(wait);
    loop {
        let total = session.events().size(1).await?.total;
        let left = deadline.saturating_duration_since(tokio::time::Instant::now()).as_secs_f64().ceil();
        // Nothing more happens to a session that has ended.
        if total > from || left < 1.0 || session.status().await?.status.is_terminal() {
            return Ok(total);
        }
        // At most a minute: no digit is lost.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 60")]
        let window = (left as u64).min(LONGEST_POLL);
        match session.changes().from_index(from).limit(1).wait_for_seconds(window).await {
            Err(error) if error.kind() == ErrorKind::Gone => return Ok(total),
            Ok(_) => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_to_the_second() {
        assert_eq!(to_the_second("2026-03-01T09:00:00.123456Z"), "2026-03-01 09:00:00Z");
        assert_eq!(to_the_second("2026-03-01T09:00:00+01:00"), "2026-03-01 09:00:00+01:00");
        assert_eq!(to_the_second("soon"), "soon");
    }
}
