//! Knowing when a session has settled, and with which answer.

use std::time::Duration;

use steersman::session::machine::{Config, Ending, Input, Request, Status};
use steersman_machine_tests::script::{Script, answered, broken, call, event, lasting, page, plain, waiting};
use steersman_machine_tests::vocabulary::Kind;

fn watch() -> Script {
    Script::new(Config::default())
}

#[test]
fn a_settled_session_is_read_to_the_tip_before_it_ends() {
    let mut script = watch();
    script.page(answered(0, plain(0..3), Status::Completed, 1));
    assert_eq!(script.poll(), (3, None, 0), "it drains without waiting");
    script.page(answered(3, plain(3..5), Status::Completed, 1));
    assert!(script.ending.is_none());
    script.nothing();
    assert_eq!(script.settled(), Status::Completed);
    assert_eq!(script.delivered, [0, 1, 2, 3, 4]);
    assert_eq!(script.sent, 3);
}

#[test]
fn an_answer_that_no_page_had_is_asked_for() {
    let mut script = watch();
    script.page(page(0, plain(0..1), Status::Completed)).nothing();
    assert!(matches!(script.asks(), Some(Request::Answer)));
    script.page(answered(0, Vec::new(), Status::Completed, 1));
    let Some(Ending::Settled { page: Some(note), .. }) = &script.ending else {
        panic!("{:?}", script.ending)
    };
    assert_eq!(note.answer, 1);
}

/// Found by a random schedule.
#[test]
fn an_answer_asked_for_late_is_not_that_of_the_next_turn() {
    let mut script = watch();
    script.page(page(0, vec![event(0, Kind::Idle)], Status::Idle)).nothing();
    script.page(answered(0, Vec::new(), Status::Idle, 2));
    assert_eq!(script.poll(), (1, None, 0), "whether there is more to read is seen once more");
    script.page(answered(1, vec![event(1, Kind::Active), event(2, Kind::Idle)], Status::Idle, 2)).nothing();
    assert_eq!(script.settled(), Status::Idle);
    assert_eq!(script.delivered, [0, 1, 2]);
}

/// Found by a random schedule: the status that was known was that of the idle session.
#[test]
fn a_session_that_ends_while_its_answer_is_fetched_is_asked_why() {
    let mut script = Script::new(Config { from_index: 3, ..Config::default() });
    script.nothing().status(Status::Idle, &[]);
    script.nothing().page(answered(1, Vec::new(), Status::Ended, 1));
    script.nothing().status(Status::Ended, &[]);
    assert_eq!(script.settled(), Status::Ended);
}

#[test]
fn a_session_that_died_before_its_first_event_is_noticed_after_one_window() {
    let mut script = watch();
    script.window().status(Status::Ended, &[]);
    script.nothing();
    let Some(Ending::Settled { status: Status::Ended, page: None, snapshot: Some(_) }) = script.ending else {
        panic!("{:?}", script.ending)
    };
    assert_eq!(script.sent, 3);
}

#[test]
fn the_reason_of_a_failure_is_read_again_at_the_end() {
    let mut script = watch();
    script.page(page(0, plain(0..1), Status::Ended)).nothing();
    script.status(Status::Ended, &[]);
    let Some(Ending::Settled { snapshot: Some(_), .. }) = script.ending else {
        panic!("{:?}", script.ending)
    };
}

#[test]
fn a_reason_that_cannot_be_read_does_not_hide_the_failure() {
    let mut script = watch();
    script.page(page(0, plain(0..1), Status::Ended)).nothing().fail(lasting());
    assert_eq!(script.settled(), Status::Ended);
}

#[test]
fn after_a_message_the_idle_of_before_does_not_count() {
    let mut script = Script::new(Config { floor: Some(2), ..Config::default() });
    script.page(answered(0, vec![event(0, Kind::Answer), event(1, Kind::Idle)], Status::Idle, 1));
    assert_eq!(script.poll().2, 20, "it goes on waiting");
    script.page(answered(2, vec![event(2, Kind::Answer), event(3, Kind::Idle)], Status::Idle, 2)).nothing();
    let Some(Ending::Settled { page: Some(note), .. }) = &script.ending else {
        panic!("{:?}", script.ending)
    };
    assert_eq!(note.answer, 2);
}

#[test]
fn a_session_that_works_has_noticed_the_message() {
    let mut script = Script::new(Config { floor: Some(2), ..Config::default() });
    script
        .page(page(0, plain(0..2), Status::Active))
        .page(answered(2, plain(2..3), Status::Idle, 2))
        .nothing();
    assert_eq!(script.settled(), Status::Idle);
}

#[test]
fn a_message_stops_a_watch_that_was_about_to_end() {
    let mut script = watch();
    script.page(answered(0, vec![event(0, Kind::Idle)], Status::Idle, 1));
    script.step(Input::MessageSent { floor: 1 });
    script.nothing();
    assert!(script.ending.is_none());
}

/// Found by a random schedule: the page was made before the message, and came after it.
#[test]
fn a_reply_older_than_the_message_says_nothing_about_it() {
    let mut script = watch();
    script.step(Input::MessageSent { floor: 2 });
    script.page(page(0, plain(0..1), Status::Active));
    script.page(answered(1, vec![event(1, Kind::Idle)], Status::Idle, 1));
    script.window();
    assert!(script.ending.is_none(), "this idle is the old one");
}

/// Found by a random schedule.
#[test]
fn messages_told_in_another_order_count_by_the_last_one() {
    let mut script = watch();
    script.step(Input::MessageSent { floor: 4 });
    script.step(Input::MessageSent { floor: 2 });
    script.page(page(0, plain(0..2), Status::Idle));
    script.page(answered(2, vec![event(2, Kind::Answer), event(3, Kind::Idle)], Status::Idle, 1));
    assert_eq!(script.poll().2, 20, "the turn of the first message is not that of the last one");
}

/// Found by a random schedule.
#[test]
fn what_is_lost_may_have_been_the_activity_that_is_waited_for() {
    let mut script = Script::new(Config { floor: Some(2), ..Config::default() });
    script.page(answered(5, vec![event(5, Kind::Plain)], Status::Idle, 2));
    script.fail(lasting());
    assert_eq!(script.gaps.len(), 1);
    script.nothing();
    assert_eq!(script.settled(), Status::Idle);
}

#[test]
fn a_waiting_session_ends_a_watch_that_wants_it_so() {
    let mut script = Script::new(Config { settle_on_awaiting: true, ..Config::default() });
    script.page(waiting(0, plain(0..1), &[call(1, 0)])).nothing();
    assert_eq!(script.settled(), Status::Awaiting);
}

#[test]
fn a_watch_without_tools_says_once_that_nobody_answers() {
    let mut script = watch();
    script.page(waiting(0, plain(0..1), &[call(1, 0)])).page(waiting(1, plain(1..2), &[call(1, 0)]));
    assert_eq!(script.unanswered, 1);
    assert!(script.runs.is_empty());
}

#[test]
fn a_watch_joined_in_mid_log_asks_at_once_how_the_session_stands() {
    let mut script = Script::new(Config { from_index: 7, ..Config::default() });
    assert_eq!(script.poll(), (7, None, 0));
    script.nothing().status(Status::Idle, &[]);
    script.nothing().page(answered(0, Vec::new(), Status::Idle, 1)).nothing();
    assert_eq!(script.settled(), Status::Idle);
    assert_eq!(script.now, Duration::ZERO);
}

#[test]
fn trouble_at_the_very_end_is_borne_as_well() {
    let mut script = watch();
    script.page(answered(0, plain(0..1), Status::Completed, 1)).fail(broken());
    script.rest();
    script.nothing();
    assert_eq!(script.settled(), Status::Completed);
}
