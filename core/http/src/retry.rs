//! When to try again and how long to wait first: pure rules, without clock and without I/O.

use std::time::{Duration, SystemTime};

use fastrand::Rng;

/// The longest wait of all; it keeps the arithmetic within what a clock can hold.
const LONGEST: Duration = Duration::from_hours(720);

/// How often and how patiently trouble is retried.
///
/// The wait before retry *n* (from 0) is `base · 2ⁿ`, at most `ceiling`, times a random factor between a half and one. A
/// server's `Retry-After` may lengthen it, never shorten it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Most retries in a row; `None` leaves it to the budget. Default 2.
    pub max_retries: Option<u32>,
    /// Most time from the beginning of the trouble to the beginning of the last retry. Default 2 minutes.
    pub budget: Duration,
    /// The wait before the first retry, before jitter. Default 1 s.
    pub base: Duration,
    /// The longest wait, before a longer `Retry-After`. Default 60 s.
    pub ceiling: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_retries: Some(2),
            budget: Duration::from_mins(2),
            base: Duration::from_secs(1),
            ceiling: Duration::from_mins(1),
        }
    }
}

/// One run of retries under a [`RetryPolicy`]: counts them and says how long to wait.
#[derive(Clone, Debug)]
pub struct Backoff {
    policy: RetryPolicy,
    retries: u32,
    rng: Rng,
}

impl Backoff {
    /// Starts a run with a random seed.
    pub fn new(policy: RetryPolicy) -> Self {
        Self { policy, retries: 0, rng: Rng::new() }
    }

    /// Starts a run whose jitter is decided by `seed`.
    pub fn with_seed(policy: RetryPolicy, seed: u64) -> Self {
        Self { policy, retries: 0, rng: Rng::with_seed(seed) }
    }

    /// How long to wait before the next retry, or `None` when the count or the budget is used up.
    ///
    /// `elapsed` is the time since the trouble began; `retry_after` is what the server asked for with the last failure.
    pub fn next_delay(&mut self, elapsed: Duration, retry_after: Option<Duration>) -> Option<Duration> {
        if self.policy.max_retries.is_some_and(|most| self.retries >= most) {
            return None;
        }
        let doubled = self.policy.base.saturating_mul(1_u32.checked_shl(self.retries).unwrap_or(u32::MAX));
        let whole = doubled.min(self.policy.ceiling).min(LONGEST);
        let jittered = whole.mul_f64(0.5 + 0.5 * self.rng.f64());
        let delay = jittered.max(retry_after.unwrap_or_default());
        if elapsed.saturating_add(delay) > self.policy.budget {
            return None;
        }
        self.retries = self.retries.saturating_add(1);
        Some(delay)
    }

    /// Forgets past trouble: something succeeded.
    pub fn reset(&mut self) {
        self.retries = 0;
    }

    /// Retries since the start or the last [`reset`](Self::reset).
    pub fn retries(&self) -> u32 {
        self.retries
    }
}

/// Whether a response with this status is worth another try: 408 and 429 always, 5xx when the request may be sent twice.
pub fn is_retryable_status(status: u16, idempotent: bool) -> bool {
    matches!(status, 408 | 429) || (idempotent && (500..=599).contains(&status))
}

/// Reads a `Retry-After` value: seconds, or an HTTP date (in the past: zero). `None` when it is neither.
pub fn parse_retry_after(value: &str) -> Option<Duration> {
    retry_after_at(value, SystemTime::now())
}

fn retry_after_at(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> RetryPolicy {
        RetryPolicy {
            max_retries: None,
            budget: Duration::from_secs(1000),
            base: Duration::from_secs(1),
            ceiling: Duration::from_mins(1),
        }
    }

    #[test]
    fn waits_double_and_are_jittered_between_half_and_whole_up_to_the_ceiling() {
        for seed in 0..500 {
            let mut backoff = Backoff::with_seed(policy(), seed);
            for whole in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
                let delay = backoff.next_delay(Duration::ZERO, None).unwrap().as_secs_f64();
                let whole = f64::from(whole);
                assert!(delay >= whole / 2.0 && delay <= whole, "{delay} of {whole}");
            }
        }
        let mut backoff = Backoff::with_seed(policy(), 1);
        for _ in 0..100 {
            assert!(backoff.next_delay(Duration::ZERO, None).unwrap() <= Duration::from_mins(1));
        }
    }

    #[test]
    fn jitter_is_really_random() {
        let delays: Vec<_> = (0..50)
            .map(|seed| Backoff::with_seed(policy(), seed).next_delay(Duration::ZERO, None).unwrap())
            .collect();
        assert!(delays.iter().any(|delay| *delay < Duration::from_millis(600)));
        assert!(delays.iter().any(|delay| *delay > Duration::from_millis(900)));
    }

    #[test]
    fn retry_after_lengthens_and_never_shortens() {
        let mut backoff = Backoff::with_seed(policy(), 3);
        assert_eq!(
            backoff.next_delay(Duration::ZERO, Some(Duration::from_secs(90))),
            Some(Duration::from_secs(90))
        );
        assert!(backoff.next_delay(Duration::ZERO, Some(Duration::ZERO)).unwrap() >= Duration::from_secs(1));
    }

    #[test]
    fn count_and_budget_both_end_it_and_a_success_starts_anew() {
        let mut counted = Backoff::with_seed(RetryPolicy { max_retries: Some(2), ..policy() }, 4);
        assert!(counted.next_delay(Duration::ZERO, None).is_some());
        assert!(counted.next_delay(Duration::ZERO, None).is_some());
        assert_eq!(counted.next_delay(Duration::ZERO, None), None);
        assert_eq!(counted.retries(), 2);
        counted.reset();
        assert!(counted.next_delay(Duration::ZERO, None).unwrap() <= Duration::from_secs(1));

        let mut timed = Backoff::with_seed(RetryPolicy { budget: Duration::from_secs(10), ..policy() }, 5);
        assert!(timed.next_delay(Duration::from_secs(9), None).is_some());
        assert_eq!(timed.next_delay(Duration::from_secs(10), None), None);
        assert_eq!(timed.next_delay(Duration::ZERO, Some(Duration::from_secs(11))), None);
    }

    #[test]
    fn absurd_rules_do_not_overflow() {
        let forever = Duration::MAX;
        let policy = RetryPolicy { max_retries: None, budget: forever, base: forever, ceiling: forever };
        let mut backoff = Backoff::with_seed(policy, 6);
        for _ in 0..100 {
            assert!(backoff.next_delay(forever, Some(forever)).is_some());
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = httpdate::parse_http_date("Mon, 23 Nov 2026 10:00:00 GMT").unwrap();
        assert_eq!(retry_after_at("120", now), Some(Duration::from_mins(2)));
        assert_eq!(retry_after_at(" 0.5 ", now), Some(Duration::from_millis(500)));
        assert_eq!(retry_after_at("Mon, 23 Nov 2026 10:00:30 GMT", now), Some(Duration::from_secs(30)));
        assert_eq!(retry_after_at("Mon, 23 Nov 2026 09:00:00 GMT", now), Some(Duration::ZERO));
        for odd in ["", "soon", "-1", "NaN", "inf", "1e400"] {
            assert_eq!(retry_after_at(odd, now), None, "{odd}");
        }
    }

    #[test]
    fn statuses_worth_another_try() {
        assert!(is_retryable_status(408, false) && is_retryable_status(429, false));
        assert!(is_retryable_status(503, true) && !is_retryable_status(503, false));
        for status in [400, 401, 403, 404, 409, 410, 412, 413, 422, 301, 600] {
            assert!(!is_retryable_status(status, true), "{status}");
        }
    }
}
