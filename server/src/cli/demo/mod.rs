//! `sucharit demo`

mod accounts;
mod sample;

use super::{database, migrate, serve, show};
use crate::{config::Settings, http::App};
use clap::Args;
use std::net::SocketAddr;

/// Serves a demonstration.
#[derive(Debug, Args)]
pub struct Demo {
    /// Address to listen on, instead of the settings'
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Fill fiscal years 2566 to 2568 with made-up progress, risk scores and
    /// signatures, marked as sample data (ข้อมูลตัวอย่าง) on every page and export
    #[arg(long, verbatim_doc_comment)]
    sample: bool,
}

impl Demo {
    /// Makes what is missing, keeps what is there, serves until it is told to stop.
    ///
    /// # Errors
    /// When the database cannot be made or the address cannot be taken.
    pub async fn run(self, mut settings: Settings) -> anyhow::Result<()> {
        settings.http.listen = self.listen.unwrap_or(settings.http.listen);
        // A demonstration always has its own file.
        settings.database.url = String::new();
        let bar = show::progress("preparing the database");
        let mut made = if self.sample { sample::make(&settings.database).await? } else { Vec::new() };
        let store = database::open_or_make(&settings.database).await?;
        migrate::bring_up_to_date(&store).await?;
        let workflow = database::engine(store).with_files(database::checked_files(&settings).await?);
        // What is there is kept, even where a later version of the program brings another text.
        made.extend(accounts::make(&workflow, self.sample).await?);
        bar.finish_and_clear();
        let folder = settings.database.data_dir.display().to_string();
        serve::until_told_to_stop(App::new(workflow, settings, true), |address| {
            show::line(&format!("Sucharit demo with the plan of เทศบาลตำบลวาปีปทุม 2566–2570, kept in {folder}"))?;
            show::line(&format!("Pages: http://{address}/ (GraphQL and GraphiQL: http://{address}/graphql)"))?;
            if !made.is_empty() {
                show::line("Accounts, with passwords that are shown this once:")?;
            }
            for (username, password) in &made {
                show::line(&format!("  {username:<14} {}", password.reveal()))?;
            }
            show::line("Stop with Ctrl+C")
        })
        .await
    }
}
