//! Tool calls: run once, answered once, in the step they belong to.

use std::time::Duration;

use steersman::session::machine::{Config, Ending, Input, Request, Status, Time, Until, Withdrawal};
use steersman_machine_tests::script::{
    Script, Shared, awaiting, broken, call, conflict, event, lasting, nameless, page, plain, refused, waiting,
};
use steersman_machine_tests::vocabulary::{Call, Kind, Made, Model, Outcome, Trouble};

fn config() -> Config {
    Config { tools: true, ..Config::default() }
}

fn watch() -> Script {
    Script::new(config())
}

/// A watch of a session that waits for these calls, as event 1 told.
fn asked(calls: &[Call]) -> Script {
    ask(watch(), calls)
}

fn ask(mut script: Script, calls: &[Call]) -> Script {
    script.page(waiting(0, vec![event(0, Kind::Active), awaiting(1, calls)], calls));
    if script.poll().2 == 0 {
        script.nothing();
    }
    script
}

fn slots(posts: &[(Call, Outcome)]) -> Vec<u8> {
    posts.iter().map(|(call, _)| call.slot).collect()
}

const MOMENT: Duration = Duration::from_millis(3);

#[test]
fn calls_of_a_step_run_together_and_the_stream_flows_on() {
    let mut script = asked(&[call(1, 0), call(1, 1), call(1, 2)]);
    assert_eq!(script.slots(), [0, 1, 2]);
    script.page(waiting(2, plain(2..3), &[call(1, 0), call(1, 1), call(1, 2)]));
    assert_eq!(script.delivered, [0, 1, 2]);
    assert_eq!(script.runs.len(), 3, "the same list again runs nothing again");
}

#[test]
fn a_short_page_needs_no_proof_that_it_ends_where_the_log_does() {
    let mut script = watch();
    script.page(waiting(0, vec![event(0, Kind::Active), awaiting(1, &[call(1, 0)])], &[call(1, 0)]));
    assert_eq!((script.runs.len(), script.poll()), (1, (2, None, 20)), "the next poll waits for news");
    script.done(0).accept();
    script.page(waiting(2, vec![event(2, Kind::Active), awaiting(3, &[call(2, 0)])], &[call(2, 0)]));
    assert_eq!((script.runs.len(), script.poll()), (2, (4, None, 20)), "as long as the longest, and short");
}

#[test]
fn no_more_calls_run_than_may() {
    let mut script =
        ask(Script::new(Config { max_parallel: 2, ..config() }), &[call(1, 0), call(1, 1), call(1, 2)]);
    assert_eq!(script.slots(), [0, 1]);
    script.done(0);
    assert_eq!(script.slots(), [0, 1, 2]);
}

#[test]
fn results_that_are_ready_together_go_in_one_request_in_the_order_of_announcement() {
    let mut script = asked(&[call(1, 0), call(1, 1), call(1, 2)]);
    script.done(1);
    assert!(script.posts().is_empty(), "a moment is left for the others");
    script.done(0).pass(MOMENT);
    assert_eq!(slots(&script.posts()), [0, 1]);
    script.accept().done(2);
    assert_eq!(slots(&script.posts()), [2], "nothing else is to come: it goes at once");
}

#[test]
fn ids_that_repeat_in_a_later_step_are_new_calls() {
    let mut script = asked(&[call(1, 0)]);
    script.done(0).accept();
    script.page(waiting(2, vec![event(2, Kind::Active), awaiting(3, &[call(2, 0)])], &[call(2, 0)]));
    if script.runs.len() == 1 {
        script.nothing();
    }
    assert_eq!(script.runs.len(), 2);
    script.done(1);
    assert_eq!(script.posts()[0].1.step, 2);
}

#[test]
fn equal_calls_without_ids_both_run_and_are_both_posted() {
    let mut script = asked(&[nameless(1, 0), nameless(1, 1)]);
    assert_eq!(script.runs.len(), 2);
    script.done(0).done(1);
    assert_eq!(script.posts().len(), 2);
}

#[test]
fn a_list_that_shrinks_after_the_post_runs_nothing_again() {
    let calls = [nameless(1, 0), nameless(1, 1)];
    let mut script = asked(&calls);
    script.done(0).pass(MOMENT).accept();
    script.page(waiting(2, vec![awaiting(2, &calls[1..])], &calls[1..]));
    assert!(script.withdrawn.is_empty(), "one of the two is still waited for");
    assert_eq!(script.runs.len(), 2);
}

#[test]
fn a_call_that_somebody_else_answered_is_withdrawn() {
    let mut script = asked(&[call(1, 0), call(1, 1)]);
    script.page(waiting(2, vec![awaiting(2, &[call(1, 1)])], &[call(1, 1)]));
    assert_eq!(script.withdrawn, [(script.runs[0].0, Withdrawal::SettledElsewhere)]);
    script.done(0).pass(MOMENT);
    assert!(script.posts().is_empty());
}

#[test]
fn a_step_that_ends_withdraws_its_calls() {
    let mut script = asked(&[call(1, 0)]);
    script.page(page(2, vec![event(2, Kind::Active)], Status::Active));
    assert_eq!(script.withdrawn.len(), 1);
}

#[test]
fn running_calls_are_told_when_the_session_ends() {
    let mut script = asked(&[call(1, 0)]);
    script.page(page(2, plain(2..3), Status::Ended));
    assert_eq!(script.withdrawn, [(script.runs[0].0, Withdrawal::SessionEnded)]);
}

#[test]
fn running_calls_are_told_when_the_watch_is_closed() {
    let mut script = asked(&[call(1, 0)]);
    script.step(Input::Close);
    assert_eq!(script.withdrawn, [(script.runs[0].0, Withdrawal::WatchEnded)]);
}

#[test]
fn running_calls_are_told_at_the_deadline() {
    let deadline = Duration::from_secs(2);
    let mut script = ask(Script::new(Config { deadline: Some(deadline), ..config() }), &[call(1, 0)]);
    script.pass(deadline);
    assert_eq!(script.withdrawn, [(script.runs[0].0, Withdrawal::WatchEnded)]);
    assert!(matches!(script.ending, Some(Ending::DeadlinePassed { .. })));
}

#[test]
fn a_call_that_runs_too_long_becomes_an_error_result() {
    let model = Model { time_limit: Some(Duration::from_secs(5)) };
    let slow = Call { body: 2, ..call(1, 0) };
    let mut script = ask(Script::with(model, config(), &Shared::default(), Time::ZERO), &[slow]);
    script.pass(Duration::from_secs(5));
    assert_eq!(script.withdrawn, [(script.runs[0].0, Withdrawal::TimedOut)]);
    assert_eq!(script.posts()[0].1.made, Made::TimedOut);
}

#[test]
fn pending_calls_are_found_without_their_announcement() {
    let mut script = Script::new(Config { from_index: 40, ..config() });
    script.nothing().status(Status::Awaiting, &[call(3, 0)]).nothing();
    assert_eq!(script.slots(), [0]);
    assert_eq!(script.now, Time::ZERO, "at once, and not after a window");
}

#[test]
fn pending_calls_whose_announcement_is_evicted_are_found_in_the_page() {
    let mut script = watch();
    script.page(waiting(9, plain(9..10), &[call(1, 0)])).fail(lasting()).nothing();
    assert_eq!(script.slots(), [0]);
}

/// A reader that is behind knows the list, but not yet the step that it belongs to.
#[test]
fn nothing_runs_before_the_log_is_read_to_the_list() {
    let mut script = Script::new(Config { limit: Some(2), ..config() });
    script.page(waiting(0, vec![event(0, Kind::Active), awaiting(1, &[call(1, 0)])], &[call(2, 0)]));
    assert!(script.runs.is_empty());
    script.page(waiting(2, vec![event(2, Kind::Active), awaiting(3, &[call(2, 0)])], &[call(2, 0)]));
    script.nothing();
    script.done(0);
    assert_eq!(script.posts()[0].1.step, 2);
}

#[test]
fn a_server_that_tells_no_lists_is_read_from_its_log() {
    let mut script = watch();
    let mut first = page(0, vec![awaiting(0, &[call(1, 0)])], Status::Awaiting);
    first.pending = None;
    script.page(first).nothing();
    assert_eq!(script.slots(), [0]);
}

/// Found by a random schedule: the list of the step before was still remembered.
#[test]
fn a_list_of_the_step_before_is_not_claimed_from() {
    let untold = |first, events| {
        let mut page = page(first, events, Status::Awaiting);
        page.pending = None;
        page
    };
    let mut script = watch();
    script.page(untold(0, vec![event(0, Kind::Plain), event(1, Kind::Plain), awaiting(2, &[call(1, 0)])]));
    script.nothing();
    script.page(untold(3, vec![event(3, Kind::Active), awaiting(4, &[call(2, 1)])]));
    script.nothing();
    assert_eq!(script.slots(), [0, 1]);
}

/// Found by a random schedule.
#[test]
fn an_announcement_repeated_behind_the_start_is_no_new_step() {
    let mut script = Script::new(Config { from_index: 5, ..config() });
    script.page(waiting(5, plain(5..6), &[call(1, 0), call(1, 1)])).nothing();
    script.done(0).pass(MOMENT).accept();
    script
        .page(waiting(6, vec![awaiting(6, &[call(1, 0), call(1, 1)])], &[call(1, 0), call(1, 1)]))
        .nothing();
    assert_eq!(script.runs.len(), 2);
}

#[test]
fn a_post_that_failed_is_posted_again_and_the_tool_is_not_run_again() {
    let mut script = asked(&[call(1, 0)]);
    script.done(0).refuse(broken());
    script.pass(Duration::from_secs(1));
    assert_eq!(script.posts().len(), 1);
    assert_eq!(script.runs.len(), 1);
    script.accept();
    script.pass(Duration::from_mins(1));
    assert!(script.posts().is_empty(), "never after it was accepted");
}

#[test]
fn a_conflict_is_looked_at_again() {
    let mut script = asked(&[call(1, 0)]);
    script.done(0).refuse(conflict());
    script.pass(Duration::from_secs(1));
    script.status(Status::Awaiting, &[call(1, 0)]);
    assert_eq!(slots(&script.posts()), [0], "the session still waits for it");
    script.refuse(conflict());
    script.pass(Duration::from_secs(2));
    script.status(Status::Active, &[]);
    script.pass(Duration::from_mins(1));
    assert!(script.posts().is_empty(), "it does not any more");
}

#[test]
fn a_refused_result_is_replaced_by_an_error_result() {
    let mut script = asked(&[call(1, 0)]);
    script.done(0).refuse(refused());
    script.status(Status::Awaiting, &[call(1, 0)]);
    assert_eq!(script.posts()[0].1.made, Made::Refused);
}

#[test]
fn one_refused_result_does_not_hold_up_the_others() {
    let mut script = asked(&[call(1, 0), call(1, 1)]);
    script.done(0).done(1).refuse(refused());
    assert_eq!(slots(&script.posts()), [0]);
    script.accept();
    assert_eq!(slots(&script.posts()), [1]);
}

/// Found by a random schedule: the result had been accepted, its reply was lost, and it had not settled yet.
#[test]
fn a_result_that_may_have_been_taken_is_not_replaced_when_it_is_refused() {
    let mut script = asked(&[call(1, 0)]);
    script.done(0).refuse(broken());
    script.pass(Duration::from_secs(1)).refuse(refused());
    script.pass(Duration::from_secs(1)).status(Status::Awaiting, &[call(1, 0)]);
    assert_eq!(script.posts()[0].1.made, Made::ByTool);
    script.refuse(refused()).pass(Duration::from_secs(3)).status(Status::Active, &[]);
    assert!(script.ending.is_none());
}

#[test]
fn results_that_are_refused_for_ever_end_the_watch() {
    let mut script = asked(&[call(1, 0)]);
    script.done(0);
    for _ in 0..100 {
        if script.ending.is_some() {
            break;
        }
        if script.posts().is_empty() {
            script.status(Status::Awaiting, &[call(1, 0)]);
        } else {
            script.refuse(refused());
            while script.ending.is_none() && !matches!(script.asks(), Some(Request::Status)) {
                script.pass(Duration::from_millis(100));
            }
        }
    }
    assert!(matches!(script.ending, Some(Ending::Failed { error: Trouble::Refused, exhausted: false })));
}

/// Found by a random schedule.
#[test]
fn an_outcome_under_way_when_its_step_ends_is_not_posted_into_the_next() {
    let mut script = asked(&[call(1, 0)]);
    script.done(0);
    script.page(page(2, vec![event(2, Kind::Active)], Status::Active));
    script.refuse(conflict());
    script.page(waiting(3, vec![awaiting(3, &[call(2, 0)])], &[call(2, 0)]));
    script.pass(Duration::from_secs(5));
    assert!(script.posts().is_empty());
}

#[test]
fn two_watches_of_a_handle_run_a_call_once() {
    let claims = Shared::default();
    let first = ask(Script::sharing(config(), &claims), &[call(1, 0)]);
    let second = ask(Script::sharing(config(), &claims), &[call(1, 0)]);
    assert_eq!((first.runs.len(), second.runs.len()), (1, 0));
}

#[test]
fn a_call_without_an_outcome_is_free_when_its_watch_is_gone() {
    let claims = Shared::default();
    let mut first = ask(Script::sharing(config(), &claims), &[call(1, 0)]);
    first.step(Input::Close);
    let second = ask(Script::sharing(config(), &claims), &[call(1, 0)]);
    assert_eq!(second.runs.len(), 1);
    assert_ne!(second.runs[0].0, first.runs[0].0, "under another name: the old run may still say something");
}

#[test]
fn a_call_that_a_watch_lets_go_of_is_taken_at_once_by_one_that_waits() {
    let claims = Shared::default();
    let mut first = ask(Script::sharing(config(), &claims), &[call(1, 0), call(1, 1)]);
    let mut second = ask(Script::sharing(config(), &claims), &[call(1, 0), call(1, 1)]);
    first.done(1);
    second.step(Input::Released);
    assert!(second.runs.is_empty(), "somebody has them still");
    first.step(Input::Close);
    second.step(Input::Released);
    assert_eq!(second.slots(), [0], "the other one has its outcome");
    second.pass(MOMENT);
    assert_eq!(slots(&second.posts()), [1]);
}

#[test]
fn a_call_that_is_let_go_of_after_its_step_is_not_taken() {
    let claims = Shared::default();
    let mut first = ask(Script::sharing(config(), &claims), &[call(1, 0)]);
    let mut second = ask(Script::sharing(config(), &claims), &[call(1, 0)]);
    second.page(page(2, vec![event(2, Kind::Active)], Status::Active));
    first.step(Input::Close);
    second.step(Input::Released);
    assert!(second.runs.is_empty());
}

#[test]
fn an_outcome_whose_watch_is_gone_is_posted_by_the_next() {
    let claims = Shared::default();
    let mut first = ask(Script::sharing(config(), &claims), &[call(1, 0)]);
    first.done(0).step(Input::Close);
    let mut second = Script::sharing(config(), &claims);
    second
        .page(waiting(0, vec![event(0, Kind::Active), awaiting(1, &[call(1, 0)])], &[call(1, 0)]))
        .nothing();
    assert!(second.runs.is_empty());
    assert_eq!(second.posts().len(), 1);
}

/// Found by a random schedule.
#[test]
fn an_outcome_that_comes_with_the_deadline_is_kept_for_the_next_watch() {
    let claims = Shared::default();
    let deadline = Some(Duration::from_secs(1));
    let mut first = ask(Script::sharing(Config { deadline, ..config() }, &claims), &[call(1, 0)]);
    first.now = Duration::from_secs(1);
    first.done(0);
    assert!(first.withdrawn.is_empty() && first.ending.is_some());
    let mut second = Script::sharing(config(), &claims);
    second
        .page(waiting(0, vec![event(0, Kind::Active), awaiting(1, &[call(1, 0)])], &[call(1, 0)]))
        .nothing();
    assert_eq!((second.runs.len(), second.posts().len()), (0, 1));
}

#[test]
fn a_post_that_is_answered_with_the_deadline_is_done_if_it_was_accepted() {
    for (accepted, posts) in [(true, 0), (false, 1)] {
        let claims = Shared::default();
        let deadline = Some(Duration::from_secs(1));
        let mut first = ask(Script::sharing(Config { deadline, ..config() }, &claims), &[call(1, 0)]);
        first.done(0).now = Duration::from_secs(1);
        if accepted {
            first.accept();
        } else {
            first.refuse(broken());
        }
        assert!(matches!(first.ending, Some(Ending::DeadlinePassed { error: None })), "{:?}", first.ending);
        let mut second = Script::sharing(config(), &claims);
        second.now = first.now;
        second
            .page(waiting(0, vec![event(0, Kind::Active), awaiting(1, &[call(1, 0)])], &[call(1, 0)]))
            .nothing();
        assert_eq!((second.runs.len(), second.posts().len()), (0, posts));
    }
}

/// Found by a random schedule.
#[test]
fn a_watch_that_is_behind_does_not_run_what_another_has_seen_end() {
    let claims = Shared::default();
    let mut ahead = ask(Script::sharing(config(), &claims), &[call(1, 0)]);
    let mut behind = Script::sharing(config(), &claims);
    behind.page(waiting(0, vec![event(0, Kind::Active), awaiting(1, &[call(1, 0)])], &[call(1, 0)]));
    ahead.done(0).accept().page(page(2, vec![event(2, Kind::Active)], Status::Active));
    behind.nothing();
    assert!(behind.runs.is_empty());
}

/// Found by a random schedule.
#[test]
fn a_call_left_behind_a_part_that_nobody_read_is_not_posted_twice() {
    let claims = Shared::default();
    let mut first = ask(Script::sharing(config(), &claims), &[call(1, 0)]);
    first.done(0).step(Input::Close);
    // The second one begins where the first one did not get.
    let mut second = Script::sharing(Config { from_index: 4, ..config() }, &claims);
    second.page(waiting(4, plain(4..5), &[call(1, 0)])).nothing();
    second.done(0).accept();
    // A third one reads what was missing: now it is known that both are the same.
    let mut third = Script::sharing(config(), &claims);
    let log = || vec![event(0, Kind::Active), awaiting(1, &[call(1, 0)]), event(2, Kind::Plain)];
    third.page(waiting(0, log(), &[call(1, 0)])).page(waiting(3, plain(3..5), &[call(1, 0)])).nothing();
    assert!(third.runs.is_empty() && third.posts().is_empty());
}

#[test]
fn a_tool_watch_ends_only_with_the_session() {
    let mut script = Script::new(Config { until: Until::Terminal, ..config() });
    script.page(waiting(0, vec![awaiting(0, &[call(1, 0)])], &[call(1, 0)]));
    assert!(script.ending.is_none());
}
