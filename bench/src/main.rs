//! The parts of the benchmark that are written in Rust: the server, our crate, and the least that any client has to do.
//! `bench/run.py` puts them beside the other languages; alone they say
//!
//! ```text
//! steersman-bench serve                            the server; prints its addresses as JSON
//! steersman-bench ours|limit WORK URL KEY=VALUE…   one piece of work; prints its report as JSON
//! ```

mod limit;
mod ours;
mod process;
mod server;
mod work;

use serde_json::json;
use work::{Order, Outcome};

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (who, rest) = words.split_first().ok_or("give serve, ours or limit")?;
    // The loop beside ours is a plain reqwest client, which wants to know its provider even for http.
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| "a provider is installed already")?;
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(async {
        let report = match who.as_str() {
            "serve" => {
                let addresses = server::start()?;
                println!("{}", json!({"near": addresses.near, "distant": addresses.distant}));
                return std::future::pending().await;
            }
            "ours" => ours::run(&Order::read(rest)?).await?,
            "limit" => limit::run(&Order::read(rest)?).await?,
            other => return Err(format!("{other}? give serve, ours or limit").into()),
        };
        println!("{report}");
        Ok(())
    })
}
