//! Listening, and stopping without breaking off what runs.

use super::{App, routes};
use anyhow::Context;
use poem::{
    Server,
    listener::{Acceptor, Listener, TcpListener},
};
use std::{net::SocketAddr, time::Duration};
use tokio::{sync::oneshot, task::JoinHandle};

/// A server that listens.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

/// Starts to listen at `listen`; port 0 takes a free one. Where the database holds sample data, every page says so.
///
/// # Errors
/// When the address cannot be taken or the database fails.
pub async fn start(mut app: App, listen: SocketAddr) -> anyhow::Result<Running> {
    app.pages.sample = app.workflow.store().read().has_sample().await?;
    let acceptor =
        TcpListener::bind(listen).into_acceptor().await.with_context(|| format!("cannot listen on {listen}"))?;
    let address = acceptor.local_addr().first().and_then(|address| address.as_socket_addr().copied()).unwrap_or(listen);
    let (stop, stopped) = oneshot::channel::<()>();
    let grace = Duration::from_secs(app.settings.http.shutdown_seconds);
    let stopped = async move {
        // A dropped sender stops the server as well.
        let _ = stopped.await;
    };
    let served =
        tokio::spawn(Server::new_with_acceptor(acceptor).run_with_graceful_shutdown(routes(app), stopped, Some(grace)));
    Ok(Running { address, stop, served })
}

impl Running {
    /// Finishes running requests, then stops.
    ///
    /// # Errors
    /// When serving failed.
    pub async fn stop(self) -> anyhow::Result<()> {
        // It may have stopped by itself.
        let _ = self.stop.send(());
        self.served.await.context("the server broke down")?.context("serving failed")
    }
}
