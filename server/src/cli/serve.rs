//! `sucharit serve`

use super::{database, show};
use crate::{
    config::Settings,
    http::{self, App},
    mail::Mailer,
};
use anyhow::Context;
use clap::Args;
use std::net::SocketAddr;

/// Serves.
#[derive(Debug, Args)]
pub struct Serve {
    /// Address to listen on, instead of the settings'
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

impl Serve {
    /// Serves until it is told to stop.
    ///
    /// # Errors
    /// When the settings are not right, the database is outdated, or the address cannot be taken.
    pub async fn run(self, mut settings: Settings) -> anyhow::Result<()> {
        settings.http.listen = self.listen.unwrap_or(settings.http.listen);
        let workflow = database::open(&settings.database).await?;
        let workflow = workflow.with_files(database::checked_files(&settings).await?);
        let app = App::new(workflow, settings, false);
        until_told_to_stop(app, |address| show::line(&format!("listening on http://{address}"))).await
    }
}

/// Serves until SIGTERM or Ctrl+C, then finishes the running requests; `announce` is told the address.
///
/// # Errors
/// When the address cannot be taken or serving fails.
pub async fn until_told_to_stop(
    app: App,
    announce: impl FnOnce(SocketAddr) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let store = app.workflow.store().clone();
    let listen = app.settings.http.listen;
    // Before the address is told: whoever knows it may stop the server.
    let told_to_stop = told_to_stop()?;
    let mailer = Mailer::new(app.workflow.clone(), &app.settings)?;
    let running = http::start(app, listen).await?;
    let mailing = mailer.start();
    announce(running.address)?;
    told_to_stop.await?;
    tracing::info!("stopping: running requests are finished first");
    running.stop().await?;
    mailing.stop().await?;
    store.close().await.context("closing the database failed")
}

/// Listens for the signals at once; what it answers with waits for one.
#[cfg(unix)]
fn told_to_stop() -> anyhow::Result<impl Future<Output = anyhow::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate()).context("cannot wait for SIGTERM")?;
    let mut interrupted = signal(SignalKind::interrupt()).context("cannot wait for Ctrl+C")?;
    Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
        Ok(())
    })
}

#[cfg(not(unix))]
fn told_to_stop() -> anyhow::Result<impl Future<Output = anyhow::Result<()>>> {
    Ok(async { tokio::signal::ctrl_c().await.context("cannot wait for Ctrl+C") })
}
