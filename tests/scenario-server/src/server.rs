//! Plays the script of a scenario on loopback.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::sleep;

use crate::body;
use crate::control::{self, Report};
use crate::differential::INEXPRESSIBLE;
use crate::format::{Exchange, Fault};
use crate::http::{Request, head, read_request, respond, until_left};
use crate::load::Loaded;
use crate::state::{Place, State};
use crate::trace::Origins;
use crate::understudy::Understudy;

/// The status of a reply to a request that is not in the script: no client tries that again.
const UNEXPECTED: u16 = 418;
/// How many bytes of a dripping body come at once.
const DRIP_BYTES: usize = 16;
/// Connections that may wait to be accepted.
const BACKLOG: u32 = 64;

/// How a server takes requests that are not in its script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// They are refused, and the trace says so.
    Strict,
    /// What follows from the script is answered: reads that a client makes more often than the script expects.
    Lenient,
}

/// A scenario that is played. Dropping it ends its servers.
#[derive(Debug)]
pub struct Played {
    /// Where a program finds what to do and reports what it saw.
    pub control_url: String,
    /// The server under test.
    pub base_url: String,
    state: Arc<State>,
    origins: Origins,
    tasks: Vec<JoinHandle<()>>,
}

/// How long a program may take before it asks what it is to do.
const START_UP: Duration = Duration::from_mins(2);

impl Played {
    /// Begins to play a scenario. With `verbose`, each request and reply is written to standard error.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(scenario: Loaded, manner: Manner, verbose: bool) -> io::Result<Self> {
        let state = Arc::new(State::new(scenario, manner == Manner::Lenient));
        let (main, other) = (Port::reserve()?, Port::reserve()?);
        let control = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let control_url = format!("http://{}", control.local_addr()?);
        let origins = Origins {
            base: format!("http://{}", main.address),
            other: format!("http://localhost:{}", other.address.port()),
        };
        let understudy = (manner == Manner::Lenient).then(|| Arc::new(Understudy::default()));
        let on_stage = |is_other| Stage {
            state: state.clone(),
            understudy: understudy.clone(),
            origins: origins.clone(),
            other: is_other,
            verbose,
        };
        let tasks = vec![
            tokio::spawn(listen(main.listen()?, main, on_stage(false))),
            tokio::spawn(listen(other.listen()?, other, on_stage(true))),
            tokio::spawn(control::serve(control, state.clone(), origins.clone())),
        ];
        Ok(Self { control_url, base_url: origins.base.clone(), state, origins, tasks })
    }

    /// Waits until all programs have reported. If one does not within `patience`, counted from when it asked what it is to do, the
    /// trace says so: on a busy machine a language may take longer to start than any scenario.
    pub async fn finished(self, patience: Duration) -> Report {
        for program in 1..=self.state.scenario.programs() {
            if !self.reported(program, patience).await {
                break;
            }
        }
        self.report().await
    }

    /// Waits until so many programs have reported, at most for `patience` since the last of them asked what it is to do.
    pub(crate) async fn reported(&self, programs: usize, patience: Duration) -> bool {
        let spent = async {
            let _ = tokio::time::timeout(START_UP, self.state.begun.notified()).await;
            sleep(patience).await;
        };
        tokio::select! {
            () = self.state.until_reported(programs) => true,
            () = spent => false,
        }
    }

    /// Waits until the server has seen the request of this name; whether it has.
    pub(crate) async fn until_seen(&self, name: &str) -> bool {
        self.state.until_seen(name).await
    }

    /// Whether a program said that it has no words for what it is to do.
    pub(crate) fn is_inexpressible(&self) -> bool {
        let note = |entry: &Value| entry["note"].as_str().is_some_and(|text| text.starts_with(INEXPRESSIBLE));
        let seen = self.state.seen();
        seen.iter().filter_map(|seen| seen["observed"].as_array()).flatten().any(note)
    }

    /// Notes what became of the first program's process.
    pub(crate) fn process_ended(&self, how: String) {
        self.state.process_ended(how);
    }

    /// What has come of it, once the programs have left what they should leave.
    pub(crate) async fn report(&self) -> Report {
        self.state.until_left().await;
        Report::new(&self.state, &self.origins)
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// An address that stays ours while nobody listens there.
struct Port {
    address: SocketAddr,
    _held: TcpSocket,
}

impl Port {
    fn reserve() -> io::Result<Self> {
        let held = socket()?;
        held.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        Ok(Self { address: held.local_addr()?, _held: held })
    }

    fn listen(&self) -> io::Result<TcpListener> {
        let socket = socket()?;
        socket.bind(self.address)?;
        socket.listen(BACKLOG)
    }
}

fn socket() -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    #[cfg(unix)]
    socket.set_reuseport(true)?;
    Ok(socket)
}

#[derive(Clone)]
struct Stage {
    state: Arc<State>,
    understudy: Option<Arc<Understudy>>,
    origins: Origins,
    other: bool,
    verbose: bool,
}

async fn listen(first: TcpListener, port: Port, stage: Stage) {
    let (down, mut downs) = mpsc::unbounded_channel::<Duration>();
    let mut listener = Some(first);
    loop {
        // Connections end with the listener.
        let mut connections = JoinSet::new();
        let Some(open) = listener.take().or_else(|| port.listen().ok()) else {
            sleep(Duration::from_millis(5)).await;
            continue;
        };
        let pause = loop {
            tokio::select! {
                accepted = open.accept() => {
                    if let Ok((socket, _)) = accepted {
                        connections.spawn(converse(socket, stage.clone(), down.clone()));
                    }
                }
                Some(pause) = downs.recv() => break pause,
            }
        };
        drop(open);
        connections.shutdown().await;
        sleep(pause).await;
    }
}

async fn converse(mut socket: TcpStream, stage: Stage, down: mpsc::UnboundedSender<Duration>) {
    // Small replies are not to wait for an acknowledgement.
    let _ = socket.set_nodelay(true);
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut socket, &mut buffer, stage.other).await {
        let line = format!("{} {}", request.method, request.target);
        let Some(place) = stage.state.arrived(&request) else {
            if let Some((status, body, held)) = stage.understudy.as_ref().and_then(|one| one.answer(&request))
            {
                stage.say(&format!("{line} -> {status}, as follows from the script"));
                sleep(held).await;
                let json = [("content-type".to_owned(), "application/json".to_owned())];
                if respond(&mut socket, status, &json, &body).await.is_err() {
                    return;
                }
                continue;
            }
            stage.state.unexpected(request);
            stage.say(&format!("{line} -> not in the script"));
            let text = br#"{"detail": "this request is not in the script"}"#;
            if respond(&mut socket, UNEXPECTED, &[], text).await.is_err() {
                return;
            }
            continue;
        };
        let goes_on = stage.answer(&mut socket, place, &request, &line).await;
        if let Some(pause) = stage.exchange(place).down {
            let _ = down.send(Duration::from_secs_f64(pause));
        }
        if !goes_on {
            return;
        }
    }
}

impl Stage {
    fn say(&self, line: &str) {
        if self.verbose {
            eprintln!("{line}");
        }
    }

    fn exchange(&self, (at, _): Place) -> &Exchange {
        &self.state.scenario.server[at].1
    }

    /// Answers a request; whether the connection stays open.
    async fn answer(&self, socket: &mut TcpStream, place: Place, request: &Request, line: &str) -> bool {
        let exchange = self.exchange(place);
        if let Some(name) = &exchange.until
            && !self.state.until_seen(name).await
        {
            self.state.replied(place, format!("held: `{name}` never came"));
            return false;
        }
        if let Some(delay) = exchange.delay {
            sleep(Duration::from_secs_f64(delay)).await;
        }
        let (status, kind, body) = body::reply(exchange, request);
        let mut headers: Vec<(String, String)> = Vec::new();
        if let Some(kind) = kind.filter(|_| !exchange.headers.contains_key("content-type")) {
            headers.push(("content-type".to_owned(), kind.to_owned()));
        }
        for (name, value) in &exchange.headers {
            headers.push((name.clone(), self.origins.fill(value.as_str().unwrap_or_default())));
        }
        if let Some(understudy) = self.understudy.as_ref().filter(|_| exchange.page.is_some()) {
            understudy.hear(&body);
        }
        let half = &body[..body.len() / 2];
        let (told, goes_on) = match exchange.fault {
            Some(Fault::Reset) => {
                let _ = socket.set_zero_linger();
                ("reset".to_owned(), false)
            }
            Some(Fault::Close) => ("closed".to_owned(), false),
            Some(fault @ (Fault::ResetInBody | Fault::Truncate | Fault::StallInBody)) => {
                let _ = socket.write_all(&head(status, &headers, body.len())).await;
                let _ = socket.write_all(half).await;
                match fault {
                    Fault::StallInBody => {
                        (self.hang(socket, place, format!("{status}, stalled")).await, false)
                    }
                    Fault::Truncate => (format!("{status}, closed in the body"), false),
                    _ => {
                        // The client reads the half before the reset throws it away.
                        sleep(Duration::from_millis(20)).await;
                        let _ = socket.set_zero_linger();
                        (format!("{status}, reset in the body"), false)
                    }
                }
            }
            Some(Fault::HalfOpen) => (self.hang(socket, place, "half open".to_owned()).await, false),
            None => {
                let mut bytes = head(status, &headers, body.len());
                // What is known is told before the client can act on it.
                self.state.replied(place, status.to_string());
                let sent = if let Some(pause) = exchange.drip {
                    drip(socket, &bytes, &body, Duration::from_secs_f64(pause)).await
                } else {
                    bytes.extend_from_slice(&body);
                    socket.write_all(&bytes).await
                };
                (status.to_string(), sent.is_ok())
            }
        };
        self.say(&format!("{line} -> {told}"));
        self.state.replied(place, told);
        goes_on
    }

    /// Says nothing until the client leaves.
    async fn hang(&self, socket: &mut TcpStream, place: Place, what: String) -> String {
        self.state.replied(place, format!("{what}, the client stayed"));
        self.state.hangs(true);
        until_left(socket).await;
        let told = format!("{what}, the client left");
        self.state.replied(place, told.clone());
        self.state.hangs(false);
        told
    }
}

async fn drip(socket: &mut TcpStream, head: &[u8], body: &[u8], pause: Duration) -> io::Result<()> {
    socket.write_all(head).await?;
    for piece in body.chunks(DRIP_BYTES) {
        socket.write_all(piece).await?;
        sleep(pause).await;
    }
    Ok(())
}
