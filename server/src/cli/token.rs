//! `sucharit token …`

use super::{account::settle, database, show};
use crate::config::Settings;
use clap::Subcommand;
use sucharit_domain::{access::Actor, account::AccessToken};

/// Tokens by which programs act for accounts.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Give out a token; prints only the token, which is kept nowhere
    Create {
        /// The account it acts for
        #[arg(long, value_name = "NAME")]
        account: String,
        /// What it is for; one name once for each account
        #[arg(long, default_value = "command line")]
        name: String,
        /// It only reads
        #[arg(long)]
        read_only: bool,
        /// For how many days
        #[arg(long, default_value_t = AccessToken::DAYS)]
        days: i64,
    },
    /// Revoke a token: it opens nothing from here on
    Revoke {
        /// The account it acts for
        #[arg(long, value_name = "NAME")]
        account: String,
        /// The name it was given out under
        #[arg(long, default_value = "command line")]
        name: String,
    },
}

impl TokenCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When the input is refused or the database fails.
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let workflow = database::open(&settings.database).await?;
        let operator = Actor::operator();
        match self {
            Self::Create { account, name, read_only, days } => {
                let created = settle(workflow.create_token(&operator, &account, &name, read_only, days).await)?;
                show::line(created.secret.reveal())
            }
            Self::Revoke { account, name } => {
                settle(workflow.revoke_token(&operator, &account, &name).await)?;
                show::line(&format!("the token {name:?} of {account} opens nothing any more"))
            }
        }
    }
}
