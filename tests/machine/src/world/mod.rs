//! One schedule: a server, a network, watches with their consumers and tools, and a clock that jumps.

mod host;
mod network;
mod replies;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use steersman::session::machine::{
    CallId, Failure, FailureKind, Input, Output, Reply, Request, Status, Ticket, Time, Until,
};

use crate::cover::{Cover, Seen};
use crate::laws::{self, Verdict, law};
use crate::plan::{Opening, Plan};
use crate::server::Server;
use crate::vocabulary::{Made, Model, Outcome, Trouble};
use crate::watch::{Asked, Fate, Flight, Handed, Handle, Watch};

/// Steps after which a schedule counts as endless.
const MOST_STEPS: u32 = 20_000;

/// Time after the last trouble within which everything must be over.
const MOST_CALM: Duration = Duration::from_hours(1);

/// Time after which a watch must have noticed that nothing happens any more.
const TIME_TO_NOTICE: Duration = Duration::from_secs(200);

/// Ticks at one moment after which a machine counts as spinning.
const MOST_TICKS: u32 = 64;

type Answered = Result<Reply<Model>, Failure<Trouble>>;

/// Something that will happen.
#[derive(Debug)]
enum Due {
    Open(Opening),
    Arrive {
        watch: usize,
        ticket: Ticket,
        request: Request<Model>,
        luck: Luck,
    },
    /// A held poll's window ends.
    Expire {
        watch: usize,
        ticket: Ticket,
    },
    Reply {
        watch: usize,
        ticket: Ticket,
        reply: Answered,
    },
    Done {
        watch: usize,
        id: CallId,
        outcome: Outcome,
    },
    Take(usize),
    /// A watch hears that another one of its handle let go of its claims.
    Released(usize),
    Leave {
        watch: usize,
        dropped: bool,
    },
    Message {
        handle: usize,
    },
    Told {
        handle: usize,
        floor: u64,
        turn: u32,
    },
    Evict,
    Elsewhere,
    Interrupt,
    Calm,
}

/// What the network and the server do to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Luck {
    Fine,
    LostBefore,
    LostAfter,
    Busy(Option<Duration>),
    Lasting,
}

/// A long poll that the server holds.
#[derive(Clone, Copy, Debug)]
struct Held {
    watch: usize,
    ticket: Ticket,
    from: u64,
    limit: Option<u64>,
}

/// The reply that a machine is given, as far as the laws need it.
#[derive(Clone, Debug, Default)]
struct Given {
    flight: Option<Flight>,
    failure: Option<(bool, FailureKind, Option<Duration>)>,
}

/// One schedule under way.
pub struct World<'a> {
    rng: Rng,
    now: Time,
    plan: Plan,
    server: Server,
    watches: Vec<Watch>,
    handles: Vec<Handle>,
    agenda: Vec<(Time, u32, Due)>,
    order: u32,
    held: Vec<Held>,
    calm_since: Option<Time>,
    cover: &'a mut Cover,
    transcript: Option<String>,
    out: Vec<Output<Model>>,
}

/// Plays the schedule of a seed; returns its number of steps, or what is wrong.
pub fn play(seed: u64, cover: &mut Cover) -> Result<u32, String> {
    World::new(seed, cover, false).play()
}

/// Plays the schedule of a seed again and tells what happens.
pub fn tell(seed: u64) -> (Result<u32, String>, String) {
    let mut cover = Cover::default();
    let mut world = World::new(seed, &mut cover, true);
    let plan = format!("{:#?}\n", world.plan);
    let verdict = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.play()))
        .unwrap_or_else(|_| Err("it panics".to_owned()));
    (verdict, plan + world.transcript.as_deref().unwrap_or_default())
}

impl<'a> World<'a> {
    fn new(seed: u64, cover: &'a mut Cover, told: bool) -> Self {
        let mut rng = Rng::with_seed(seed);
        let plan = Plan::new(&mut rng);
        let server = Server::new(plan.style.clone(), &mut rng);
        let mut world = Self {
            rng,
            now: Time::ZERO,
            server,
            watches: Vec::with_capacity(4),
            handles: vec![Handle::default(), Handle::default()],
            agenda: Vec::with_capacity(16),
            order: 0,
            held: Vec::with_capacity(4),
            calm_since: None,
            cover,
            transcript: told.then(String::new),
            out: Vec::with_capacity(8),
            plan,
        };
        world.schedule();
        world
    }

    /// Puts the plan on the agenda.
    fn schedule(&mut self) {
        for opening in std::mem::take(&mut self.plan.openings) {
            self.put(opening.at, Due::Open(opening));
        }
        let calm = self.plan.calm;
        self.put(calm, Due::Calm);
        for at in std::mem::take(&mut self.plan.messages) {
            let handle = self.rng.usize(0..2);
            self.put(at, Due::Message { handle });
        }
        for at in std::mem::take(&mut self.plan.evictions) {
            self.put(at, Due::Evict);
        }
        for at in std::mem::take(&mut self.plan.elsewhere) {
            self.put(at, Due::Elsewhere);
        }
        if let Some(at) = self.plan.interrupt {
            self.put(at, Due::Interrupt);
        }
    }

    fn put(&mut self, at: Time, due: Due) {
        self.order += 1;
        self.agenda.push((at, self.order, due));
    }

    fn within(&mut self, most: Duration) -> Duration {
        Duration::from_micros(self.rng.u64(0..=u64::try_from(most.as_micros()).unwrap_or(u64::MAX)))
    }

    fn say(&mut self, line: impl FnOnce() -> String) {
        if let Some(transcript) = &mut self.transcript {
            let line = line();
            let _ = writeln!(transcript, "{:>11.6} {line}", self.now.as_secs_f64());
        }
    }

    fn calm(&self) -> bool {
        self.calm_since.is_some()
    }

    fn play(&mut self) -> Result<u32, String> {
        let mut steps = 0;
        let mut spins = 0;
        loop {
            if self.is_over() {
                return Ok(steps);
            }
            let agenda = self.agenda.iter().enumerate().min_by_key(|(_, (at, order, _))| (*at, *order));
            let agenda = agenda.map(|(place, (at, ..))| (*at, place));
            let tick = self
                .watches
                .iter()
                .enumerate()
                .filter_map(|(name, watch)| watch.tick_at.map(|at| (at, name)))
                .min();
            let server = self.server.due();
            let next = [agenda.map(|(at, _)| at), tick.map(|(at, _)| at), server].into_iter().flatten().min();
            let Some(next) = next else {
                return Err("nothing will ever happen again, and a watch goes on".to_owned());
            };
            steps += 1;
            law!(steps < MOST_STEPS, "no end after {steps} steps");
            let patience = self.calm_since.map_or(Time::MAX, |since| since + MOST_CALM);
            law!(next <= patience, "no end long after the last trouble");
            spins = if next > self.now { 0 } else { spins };
            self.now = self.now.max(next);
            if server == Some(next) {
                let idle = self.server.idle_in_calm;
                let turn = self.server.turn();
                self.server.advance(self.now, &mut self.rng, self.cover);
                if idle && self.server.status() == Status::Completed {
                    self.nobody_slept(turn)?;
                }
                self.release();
            } else if let Some((_, place)) = agenda.filter(|(at, _)| *at == next) {
                let (_, _, due) = self.agenda.swap_remove(place);
                self.happen(due)?;
            } else if let Some((_, name)) = tick {
                spins += 1;
                law!(spins < MOST_TICKS, "it asks for ticks without end");
                self.step(name, Input::Tick)?;
            }
        }
    }

    fn is_over(&self) -> bool {
        !self.watches.is_empty()
            && self.watches.iter().all(|watch| !watch.is_open())
            && !self.agenda.iter().any(|(_, _, due)| matches!(due, Due::Open(_)))
    }

    /// After a long idle time without any trouble, no watch may go on that should have ended with it.
    fn nobody_slept(&self, turn: u32) -> Verdict {
        let late = |watch: &&Watch| {
            watch.is_open()
                && watch.config.until == Until::Settled
                && watch.least_turn <= turn
                && self.now - watch.opened > TIME_TO_NOTICE
        };
        let late = self.watches.iter().position(|watch| late(&watch));
        law!(late.is_none(), "w{} did not notice that the session was idle", late.unwrap_or_default());
        Ok(())
    }

    fn happen(&mut self, due: Due) -> Verdict {
        match due {
            Due::Open(opening) => self.open(&opening),
            Due::Arrive { watch, ticket, request, luck } => {
                self.arrive(watch, ticket, request, luck);
                Ok(())
            }
            Due::Expire { watch, ticket } => {
                if let Some(place) =
                    self.held.iter().position(|held| (held.watch, held.ticket) == (watch, ticket))
                {
                    let held = self.held.swap_remove(place);
                    self.cover.see(Seen::WindowPassed);
                    let nothing = self.server.nothing(held.from, self.now, &mut self.rng);
                    self.respond_changes(watch, ticket, Luck::Fine, nothing);
                }
                Ok(())
            }
            Due::Reply { watch, ticket, reply } => self.reply(watch, ticket, reply),
            Due::Done { watch, id, outcome } => self.done(watch, id, outcome),
            Due::Take(name) => self.take(name),
            Due::Released(name) => {
                if self.watches[name].is_open() {
                    self.step(name, Input::Released)
                } else {
                    Ok(())
                }
            }
            Due::Leave { watch, dropped } => self.leave(watch, dropped),
            Due::Message { handle } => {
                let turn = self.server.turn();
                let floor = self.server.len();
                let idle = self.server.message(self.now, &mut self.rng);
                self.say(|| format!("handle {handle} sends a message; idle: {idle}"));
                if idle {
                    let late = self.within(self.plan.latency);
                    self.put(self.now + late, Due::Told { handle, floor, turn });
                }
                Ok(())
            }
            Due::Told { handle, floor, turn } => self.told(handle, floor, turn),
            Due::Evict => {
                self.server.evict(&mut self.rng);
                let evicted = self.server.evicted();
                self.say(|| format!("the server evicts up to {evicted}"));
                self.release();
                Ok(())
            }
            Due::Elsewhere => {
                if !self.calm() || self.nobody_answers() {
                    self.server.answer_elsewhere(self.now, &mut self.rng, self.cover);
                    self.release();
                }
                if self.calm() {
                    self.put(self.now + Duration::from_secs(5), Due::Elsewhere);
                }
                Ok(())
            }
            Due::Interrupt => {
                self.server.interrupt(self.now, &mut self.rng);
                self.release();
                Ok(())
            }
            Due::Calm => self.calm_down(),
        }
    }

    /// Whether no open watch can be expected to answer calls.
    fn nobody_answers(&self) -> bool {
        self.server.style.told == crate::server::Told::Nowhere
            || !self.watches.iter().any(|watch| watch.is_open() && watch.config.tools)
    }

    /// From now on nothing goes wrong, and everybody does what they should.
    fn calm_down(&mut self) -> Verdict {
        self.say(|| "calm from here on".to_owned());
        self.calm_since = Some(self.now);
        self.server.calm = true;
        self.plan.latency = self.plan.latency.min(Duration::from_millis(50));
        self.put(self.now + Duration::from_secs(1), Due::Elsewhere);
        for name in 0..self.watches.len() {
            self.watches[name].stalled = false;
            self.watches[name].appetite = Duration::from_millis(5);
            self.take(name)?;
        }
        // Tools that never finish do so now, unless something else ends them.
        for handle in 0..self.handles.len() {
            for place in 0..self.handles[handle].handed.len() {
                let Handed { watch, id, call, fate, .. } = self.handles[handle].handed[place];
                if fate == Fate::Running {
                    self.put(
                        self.now + Duration::from_millis(10),
                        Due::Done { watch, id, outcome: Outcome::of(&call, Made::ByTool) },
                    );
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, opening: &Opening) -> Verdict {
        let mut config = opening.config.clone();
        let len = self.server.len();
        let former = self.watches.iter().rev().find(|watch| watch.handle == opening.handle);
        config.from_index = match (opening.from, former) {
            (0..40, _) => 0,
            (40..70, Some(former)) => {
                if !former.is_open() {
                    self.cover.see(Seen::Resumed);
                }
                former.next
            }
            (from, _) => len * u64::from(from - 40) / 60,
        };
        config.deadline = config.deadline.map(|after| self.now + after);
        if config.deadline == Some(self.now) {
            self.cover.see(Seen::NoTime);
        }
        let handle = &mut self.handles[opening.handle];
        handle.watches += 1;
        config.floor = handle.message.map(|(floor, _)| floor);
        let model = Model { time_limit: opening.time_limit };
        let mut watch = Watch::new(opening.handle, model, config, Arc::clone(&handle.claims), self.now);
        if let Some((_, turn)) = handle.message {
            watch.least_turn = turn + 1;
            self.cover.see(Seen::WatchedFromMessage);
        }
        if self.watches.iter().any(|other| other.is_open() && other.handle == opening.handle)
            && self.server.step() > 0
        {
            self.cover.see(Seen::TwoWatches);
        }
        watch.stalled = opening.stalled && !self.calm();
        watch.appetite = if self.calm() { Duration::from_millis(5) } else { opening.appetite };
        let name = self.watches.len();
        self.say(|| format!("w{name} opens on handle {}: {:?}", opening.handle, watch.config));
        self.watches.push(watch);
        if let Some((after, dropped)) = opening.leaves {
            self.put(self.now + after, Due::Leave { watch: name, dropped });
        }
        self.step(name, Input::Tick)
    }

    /// Feeds a machine and carries out what it wants.
    fn step(&mut self, name: usize, input: Input<Model>) -> Verdict {
        self.feed(name, input, &Given::default())
    }

    fn feed(&mut self, name: usize, input: Input<Model>, given: &Given) -> Verdict {
        let closing = matches!(input, Input::Close);
        self.say(|| format!("w{name} <- {input:?}"));
        let watch = &mut self.watches[name];
        watch.tick_at = None;
        let Some(machine) = &mut watch.machine else { return Ok(()) };
        let was_finished = watch.finished;
        let mut out = std::mem::take(&mut self.out);
        machine.step(self.now, input, &mut out);
        law!(!was_finished || out.is_empty(), "something follows the end: {out:?}");
        let mut verdict = Ok(());
        for output in out.drain(..) {
            verdict = verdict.and_then(|()| self.carry_out(name, output, closing, given));
        }
        self.out = out;
        verdict?;
        let watch = &mut self.watches[name];
        let Some(machine) = &watch.machine else { return Ok(()) };
        law!(machine.cursor() == watch.next, "its cursor is {}, {} is due", machine.cursor(), watch.next);
        let wake = machine.wake_at();
        if watch.finished {
            law!(wake.is_none(), "it wants to wake up after its end");
            return Ok(());
        }
        if let Some(deadline) = watch.config.deadline {
            law!(self.now < deadline, "it goes on after its deadline");
            law!(wake.is_some_and(|wake| wake <= deadline), "it sleeps past its deadline");
        }
        laws::time_out(watch, &self.handles[watch.handle], name, wake)?;
        // Timers are sometimes late.
        let late = if self.rng.u8(..) < 16 { self.rng.u64(1..20_000) } else { 0 };
        watch.tick_at = wake.map(|wake| wake.max(self.now) + Duration::from_micros(late));
        Ok(())
    }

    fn carry_out(&mut self, name: usize, output: Output<Model>, closing: bool, given: &Given) -> Verdict {
        self.say(|| format!("w{name} -> {output:?}"));
        let watch = &mut self.watches[name];
        law!(!watch.finished, "something follows the end: {output:?}");
        let asked = given.flight.as_ref().map(|flight| flight.kind);
        match output {
            Output::Deliver { first_index, events } => {
                laws::deliver(watch, &self.server, first_index, &events)?;
                if watch.config.tools {
                    self.handles[watch.handle].note_read(first_index, watch.next);
                }
                if asked == Some(Asked::History) {
                    watch.history_pages += 1;
                    self.cover.see(if watch.history_pages > 1 {
                        Seen::GapFilledInPages
                    } else {
                        Seen::GapFilled
                    });
                }
                self.plan_take(name);
                Ok(())
            }
            Output::Lost(gap) => {
                let lasting = matches!(given.failure, Some((false, ..)));
                laws::lose(watch, &self.server, self.cover, &gap, asked, lasting)
            }
            Output::Send(ticket, request) => self.send(name, ticket, request),
            Output::Run { id, step, call, deadline, .. } => {
                let announced = self.server.announcement(call.step);
                law!(step.is_none_or(|step| step == announced), "announced at {announced}, not {step:?}");
                self.run(name, id, &call, deadline)
            }
            Output::Withdraw(id, why) => self.withdraw(name, id, why),
            Output::Unanswered(calls) => {
                law!(!watch.unanswered, "said twice that nobody answers");
                law!(!watch.config.tools && !calls.is_empty(), "nobody answers what?");
                watch.unanswered = true;
                self.cover.see(Seen::Unanswered);
                Ok(())
            }
            Output::Finish(ending) => self.finish(name, &ending, closing, given),
        }
    }
}
