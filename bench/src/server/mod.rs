//! An Agents API that answers from memory as fast as it can, so that it is never what is measured.
//!
//! What a session does is said by its name (`plan.rs`), so every client in every language asks for the same work in the same words.

mod connection;
mod events;
mod plan;
mod session;
mod world;

use std::io::Result;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use connection::serve;
use world::World;

/// Half of the distant server's round trip.
const WAY: Duration = Duration::from_millis(15);

/// Two addresses of one API.
pub(crate) struct Addresses {
    /// On loopback, as it is.
    pub(crate) near: String,
    /// As if it were 30 ms away, there and back.
    pub(crate) distant: String,
}

/// Serves until the process ends.
pub(crate) fn start() -> Result<Addresses> {
    let world = Arc::new(World::default());
    Ok(Addresses { near: listen(world.clone(), Duration::ZERO)?, distant: listen(world, WAY)? })
}

fn listen(world: Arc<World>, way: Duration) -> Result<String> {
    // Thousands of streams begin in the same instant.
    let socket = tokio::net::TcpSocket::new_v4()?;
    socket.bind(([127, 0, 0, 1], 0).into())?;
    let listener: TcpListener = socket.listen(16_384)?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        loop {
            // A client that goes away is no event for the server.
            let Ok((socket, _)) = listener.accept().await else { continue };
            let world = world.clone();
            tokio::spawn(async move { serve(socket, &world, way).await.ok() });
        }
    });
    Ok(url)
}
