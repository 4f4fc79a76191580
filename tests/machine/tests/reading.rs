//! Reading the log: every event once, gaps filled or said, trouble borne, requests few.

use std::time::Duration;

use steersman::session::machine::{Config, Ending, GapReason, Input, Request, Status, Until};
use steersman_http::RetryPolicy;
use steersman_machine_tests::script::{
    Script, answered, broken, busy, event, lasting, page, plain, too_large,
};
use steersman_machine_tests::vocabulary::{Kind, Trouble};

fn watch() -> Script {
    Script::new(Config::default())
}

fn with_deadline(after: Duration) -> Script {
    Script::new(Config { deadline: Some(after), ..Config::default() })
}

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn pages_that_come_continuously_cost_one_request_each() {
    let mut script = watch();
    for nth in 0..1000 {
        assert_eq!(script.poll().0, nth * 5);
        let first = u32::try_from(nth * 5).unwrap();
        script.page(page(nth * 5, plain(first..first + 5), Status::Active));
    }
    assert_eq!(script.delivered, (0..5000).collect::<Vec<_>>());
    assert!(script.sent <= 1001, "{} requests for 1000 pages", script.sent);
}

#[test]
fn the_next_poll_is_in_flight_before_a_page_is_taken() {
    let mut script = watch();
    script.feed(Input::Tick);
    let sent = script.sent;
    script.page(page(0, plain(0..3), Status::Active));
    assert_eq!(script.sent, sent + 1);
}

#[test]
fn an_idle_session_costs_one_poll_a_window_and_one_status_in_five() {
    let mut script = watch();
    for _ in 0..50 {
        script.window();
        if matches!(script.asks(), Some(Request::Status)) {
            script.status(Status::Active, &[]);
        }
    }
    assert_eq!(script.sent, 1 + 50 + 10);
    assert!(script.now >= 50 * 20 * SECOND);
}

#[test]
fn a_server_that_answers_at_once_with_nothing_is_asked_ever_more_slowly() {
    let mut script = watch();
    let mut rests = Vec::new();
    for _ in 0..6 {
        script.nothing().status(Status::Active, &[]);
        rests.push(script.rest());
    }
    let millis: Vec<_> = rests.iter().map(Duration::as_millis).collect();
    assert_eq!(millis, [250, 500, 1000, 2000, 2000, 2000]);
}

#[test]
fn news_makes_it_ask_at_once_again() {
    let mut script = watch();
    for _ in 0..4 {
        script.nothing().status(Status::Active, &[]);
        script.rest();
    }
    script.page(page(0, plain(0..1), Status::Active));
    assert_eq!(script.poll().0, 1, "no pause after news");
    script.nothing().status(Status::Active, &[]);
    assert_eq!(script.rest().as_millis(), 250);
}

#[test]
fn a_page_that_repeats_known_events_brings_only_the_new_ones() {
    let mut script = watch();
    script.page(page(0, plain(0..4), Status::Active));
    script.page(page(2, plain(2..6), Status::Active));
    assert_eq!(script.delivered, [0, 1, 2, 3, 4, 5]);
    assert_eq!(script.poll().0, 6);
    script.page(page(1, plain(1..4), Status::Active));
    assert_eq!(script.delivered.len(), 6);
    assert!(script.asks().is_none(), "a repetition is no reason to ask again at once");
}

#[test]
fn without_first_index_a_page_begins_where_it_was_asked_for() {
    let mut script = watch();
    let mut first = page(0, plain(0..2), Status::Active);
    first.first_index = None;
    script.page(first);
    assert_eq!(script.poll().0, 2);
}

#[test]
fn a_consumer_that_takes_nothing_stops_the_polling() {
    let mut script = Script::new(Config { read_ahead: 4, ..Config::default() });
    let ticket = steersman::session::machine::Ticket(1);
    script.feed(Input::Reply(
        ticket,
        Ok(steersman::session::machine::Reply::Page(page(0, plain(0..4), Status::Active))),
    ));
    assert_eq!(script.sent, 1, "four events wait: no further poll");
    assert_eq!(script.wake_at(), None);
    script.step(Input::Buffered(3));
    assert_eq!(script.sent, 2);
}

#[test]
fn evicted_events_come_from_the_history() {
    let mut script = watch();
    script.page(page(5, plain(5..7), Status::Active));
    assert!(script.delivered.is_empty(), "nothing overtakes the gap");
    script.history(7, plain(0..7));
    assert_eq!(script.delivered, (0..7).collect::<Vec<_>>());
    assert!(script.gaps.is_empty());
    assert_eq!(script.poll().0, 7);
}

#[test]
fn a_gap_of_several_history_pages_is_filled_in_order() {
    let mut script = watch();
    script.page(page(450, plain(450..451), Status::Active));
    script.history(451, plain(400..451));
    script.history(451, plain(0..200)).history(451, plain(200..400)).history(451, plain(400..451));
    assert_eq!(script.delivered, (0..451).collect::<Vec<_>>());
}

#[test]
fn a_history_that_counts_otherwise_is_not_believed() {
    let mut script = watch();
    script.page(page(5, plain(5..7), Status::Active));
    script.history(5, plain(2..7));
    assert_eq!(script.gaps.len(), 1);
    assert_eq!((script.gaps[0].from, script.gaps[0].to, script.gaps[0].reason), (0, 5, GapReason::Evicted));
    assert_eq!(script.delivered, [5, 6]);
}

#[test]
fn a_history_that_cannot_be_read_is_a_gap_and_not_the_end() {
    let mut script = watch();
    script.page(page(5, plain(5..7), Status::Active));
    script.fail(lasting());
    assert_eq!(script.gaps[0].reason, GapReason::HistoryUnavailable);
    assert_eq!(script.delivered, [5, 6]);
    assert!(script.ending.is_none());
}

#[test]
fn a_history_that_fails_for_a_moment_is_tried_three_times() {
    let mut script = watch();
    script.page(page(5, plain(5..7), Status::Active));
    for _ in 0..2 {
        script.fail(broken());
        assert!(script.gaps.is_empty());
        script.rest();
    }
    script.fail(broken());
    assert_eq!(script.gaps[0].reason, GapReason::HistoryUnavailable);
}

/// Found by a random schedule: an old history that lost its beginning can be as long as the log by chance.
#[test]
fn behind_an_empty_page_the_history_must_have_the_event_before_the_gap() {
    let mut script = watch();
    script.page(page(0, plain(0..2), Status::Active));
    script.page(page(6, Vec::new(), Status::Active));
    script.history(6, plain(1..7));
    assert_eq!(script.gaps[0].reason, GapReason::Evicted);
}

#[test]
fn an_empty_page_past_a_start_waits_for_an_event_to_compare() {
    let mut script = watch();
    script.page(page(6, Vec::new(), Status::Active));
    script.rest();
    assert_eq!(script.poll().0, 6, "it asks behind the gap");
    assert_eq!(script.cursor(), 0);
    script.page(page(6, plain(6..7), Status::Active)).history(7, plain(0..7));
    assert_eq!(script.delivered, (0..7).collect::<Vec<_>>());
}

#[test]
fn an_ended_session_whose_log_is_all_evicted_is_read_from_its_history() {
    let mut script = watch();
    script.page(answered(6, Vec::new(), Status::Completed, 1));
    script.history(6, plain(0..6));
    assert_eq!(script.delivered, (0..6).collect::<Vec<_>>());
    script.nothing();
    assert_eq!(script.settled(), Status::Completed);
}

#[test]
fn a_page_that_is_too_large_is_asked_for_in_smaller_ones() {
    let mut script = watch();
    script.fail(too_large());
    assert_eq!(script.poll().1, Some(64));
    script.fail(too_large());
    assert_eq!(script.poll().1, Some(32));
    script.page(page(0, plain(0..32), Status::Active));
    assert_eq!(script.poll().1, Some(64), "it dares more again");
}

#[test]
fn an_event_that_is_too_large_by_itself_is_a_gap() {
    let mut script = Script::new(Config { limit: Some(2), ..Config::default() });
    script.fail(too_large()).fail(too_large());
    assert_eq!((script.gaps[0].from, script.gaps[0].to, script.gaps[0].reason), (0, 1, GapReason::TooLarge));
    script.status(Status::Active, &[]);
    assert_eq!(script.poll(), (1, Some(1), 20));
}

/// Found by a random schedule.
#[test]
fn after_a_page_that_was_too_large_the_limit_never_grows_past_the_one_asked_for() {
    let mut script = Script::new(Config { limit: Some(3), ..Config::default() });
    script.fail(too_large());
    for nth in 0..4 {
        assert!(script.poll().1.is_some_and(|limit| limit <= 3), "{:?}", script.poll());
        script.page(page(
            nth,
            plain(u32::try_from(nth).unwrap()..u32::try_from(nth).unwrap() + 1),
            Status::Active,
        ));
    }
}

/// Found by a random schedule: the lost event was the one that told that the session was woken.
#[test]
fn an_event_lost_while_draining_makes_an_idle_session_uncertain() {
    let mut script = Script::new(Config { limit: Some(1), ..Config::default() });
    script.page(answered(0, vec![event(0, Kind::Idle)], Status::Idle, 1));
    script.fail(too_large());
    assert!(script.ending.is_none());
    script.status(Status::Active, &[]);
    assert_eq!(script.poll().2, 20, "it is watched on");
}

#[test]
fn trouble_is_borne_with_doubling_waits_between_half_and_the_whole() {
    let mut script = watch();
    for whole in [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000] {
        script.fail(broken());
        let rest = script.rest().as_millis();
        assert!((whole / 2..=whole).contains(&rest), "{rest} ms of {whole}");
    }
    script.page(page(0, plain(0..1), Status::Active)).fail(broken());
    assert!(script.rest().as_millis() <= 500, "success resets it");
}

#[test]
fn retry_after_lengthens_a_wait_and_never_shortens_it() {
    let mut script = watch();
    script.fail(busy(40 * SECOND));
    assert_eq!(script.rest(), 40 * SECOND);
    for _ in 0..4 {
        script.fail(busy(Duration::ZERO));
        script.rest();
    }
    script.fail(busy(Duration::ZERO));
    assert!(script.rest() >= 8 * SECOND);
}

#[test]
fn a_spent_budget_ends_the_watch_with_the_error() {
    let retry = RetryPolicy { budget: 10 * SECOND, ..Config::default().retry };
    let mut script = Script::new(Config { retry, ..Config::default() });
    while script.ending.is_none() {
        script.fail(broken());
        script.rest();
    }
    assert!(script.now <= 10 * SECOND);
    assert!(matches!(script.ending, Some(Ending::Failed { error: Trouble::Passing, exhausted: true })));
}

#[test]
fn an_error_for_good_ends_the_watch_at_once() {
    let mut script = watch();
    script.fail(lasting());
    assert!(matches!(script.ending, Some(Ending::Failed { error: Trouble::Lasting, exhausted: false })));
}

#[test]
fn a_deadline_inside_a_rest_is_kept_and_tells_of_the_trouble() {
    let mut script = with_deadline(5 * SECOND);
    script.fail(busy(60 * SECOND));
    assert_eq!(script.rest(), 5 * SECOND);
    assert!(matches!(script.ending, Some(Ending::DeadlinePassed { error: Some(Trouble::Passing) })));
    assert_eq!(script.sent, 1);
}

#[test]
fn what_comes_with_the_deadline_is_not_delivered_but_says_whether_there_was_trouble() {
    for (reply, trouble) in
        [(None, Some(Trouble::Passing)), (Some(page(0, plain(0..2), Status::Active)), None)]
    {
        let mut script = with_deadline(5 * SECOND);
        script.fail(broken()).rest();
        script.now = 5 * SECOND;
        match reply {
            Some(page) => script.page(page),
            None => script.fail(broken()),
        };
        assert!(matches!(&script.ending, Some(Ending::DeadlinePassed { error }) if *error == trouble));
        assert_eq!((script.delivered.len(), script.cursor()), (0, 0));
    }
}

#[test]
fn no_time_sends_nothing() {
    let script = with_deadline(Duration::ZERO);
    assert_eq!(script.sent, 0);
    assert!(matches!(script.ending, Some(Ending::DeadlinePassed { error: None })));
}

#[test]
fn a_window_does_not_reach_past_the_deadline() {
    let mut script = with_deadline(Duration::from_millis(7500));
    assert_eq!(script.poll().2, 8);
    script.pass(5 * SECOND).page(page(0, plain(0..1), Status::Active));
    assert_eq!(script.poll().2, 3);
}

#[test]
fn closing_says_so_and_nothing_follows() {
    let mut script = watch();
    script.step(Input::Close);
    assert!(matches!(script.ending, Some(Ending::Closed)));
    script.page(page(0, plain(0..3), Status::Active));
    assert!(script.delivered.is_empty());
    assert_eq!(script.wake_at(), None);
}

#[test]
fn a_watch_until_the_end_goes_on_through_idle() {
    let mut script = Script::new(Config { until: Until::Terminal, ..Config::default() });
    script.page(answered(0, vec![event(0, Kind::Idle)], Status::Idle, 1));
    assert_eq!(script.poll(), (1, None, 20));
    script.page(answered(1, plain(1..2), Status::Completed, 1)).nothing();
    assert_eq!(script.settled(), Status::Completed);
}
