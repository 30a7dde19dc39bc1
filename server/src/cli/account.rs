//! `sucharit account …`

use super::{database, show};
use crate::config::Settings;
use anyhow::{Context, bail, ensure};
use clap::{Args, Subcommand, ValueEnum};
use std::io::Read;
use sucharit_domain::{
    access::{Actor, Role},
    account::{AccountInput, password, provider::Identity},
    language::Language,
};
use sucharit_workflow::{CommandError, account::secret::Secret};

/// Keeping accounts.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Make an account; prints its generated password, once
    Create(Create),
    /// Keep an account from signing in; its sessions end, its tokens open nothing
    Disable {
        /// The username
        username: String,
    },
    /// Let an account sign in by the provider that the settings name
    Link {
        /// The username
        #[arg(value_name = "NAME")]
        username: String,
        /// What the provider's tokens call the account's holder
        #[arg(long)]
        subject: String,
    },
    /// Give an account a fresh password and print it; all its sessions end
    ResetPassword {
        /// The username
        username: String,
    },
}

/// An account to make.
#[derive(Debug, Args)]
#[command(override_usage = "sucharit account create <NAME> --role <ROLE> --name <NAME> --position <TEXT> [OPTIONS]")]
pub struct Create {
    /// The name to sign in with: a–z 0–9 . - _
    #[arg(value_name = "NAME")]
    username: String,
    /// What it is in the work on a plan
    #[arg(long, value_parser = role)]
    role: Role,
    /// ชื่อ-สกุล, as it stands under signatures
    #[arg(long)]
    name: String,
    /// ตำแหน่ง, as it stands under signatures
    #[arg(long, value_name = "TEXT")]
    position: String,
    /// The code of its organization (officer, planner, clerk, executive)
    #[arg(long, value_name = "CODE")]
    organization: Option<String>,
    /// The name of its division (officer)
    #[arg(long)]
    division: Option<String>,
    /// The code of its area (nacc-province: TH-44; nacc-region: R4)
    #[arg(long, value_name = "CODE")]
    area: Option<String>,
    /// Where reminders go
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The language of its mail
    #[arg(long, default_value = "th")]
    language: MailLanguage,
    /// Read the password from standard input instead of generating one
    #[arg(long, conflicts_with = "without_password")]
    password_stdin: bool,
    /// No password: it signs in by the provider that the settings name
    #[arg(long)]
    without_password: bool,
}

/// A language on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum MailLanguage {
    /// ภาษาไทย
    Th,
    /// English
    En,
}

impl From<MailLanguage> for Language {
    fn from(language: MailLanguage) -> Self {
        match language {
            MailLanguage::Th => Self::Thai,
            MailLanguage::En => Self::English,
        }
    }
}

impl AccountCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When the input is refused or the database fails.
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let workflow = database::open(&settings.database).await?;
        let operator = Actor::operator();
        match self {
            Self::Create(create) => {
                let given = create.read_password()?;
                let generated = (given.is_none() && !create.without_password).then(Secret::of_password);
                let password = given.as_deref().or(generated.as_ref().map(Secret::reveal));
                let account = settle(workflow.create_account(&operator, create.into_input(), password).await)?;
                match generated {
                    Some(password) => show::line(password.reveal()),
                    None => show::line(&format!("made the account {}", account.username)),
                }
            }
            Self::Disable { username } => {
                let account = settle(workflow.disable_account(&operator, &username).await)?;
                show::line(&format!("{} can no longer sign in", account.username))
            }
            Self::Link { username, subject } => {
                let issuer = settings.oidc.issuer.clone();
                ensure!(!issuer.is_empty(), "the settings name no provider: oidc.issuer is empty");
                let identity = Identity { issuer, subject };
                let account = settle(workflow.link_account(&operator, &username, &identity).await)?;
                show::line(&format!("{} signs in by {}", account.username, identity.issuer))
            }
            Self::ResetPassword { username } => {
                show::line(settle(workflow.reset_password(&operator, &username).await)?.reveal())
            }
        }
    }
}

impl Create {
    /// The first line of standard input, where the password comes from there.
    fn read_password(&self) -> anyhow::Result<Option<String>> {
        if !self.password_stdin {
            return Ok(None);
        }
        let mut text = String::new();
        let longest = u64::try_from(password::LONGEST).unwrap_or(u64::MAX) + 2;
        std::io::stdin().take(longest).read_to_string(&mut text).context("cannot read the password")?;
        Ok(Some(text.lines().next().unwrap_or_default().to_owned()))
    }

    fn into_input(self) -> AccountInput {
        AccountInput {
            username: self.username,
            name: self.name,
            position: self.position,
            email: self.email,
            role: self.role,
            language: self.language.into(),
            organization: self.organization,
            division: self.division,
            area: self.area,
        }
    }
}

/// What a command answered, its refusals in words.
pub fn settle<T, C>(answer: Result<T, CommandError<C>>) -> anyhow::Result<T> {
    match answer {
        Ok(answer) => Ok(answer),
        Err(CommandError::Refused { refusals, .. }) => bail!("nothing was changed:{}", show::refusals(&refusals)),
        Err(CommandError::Failed(error)) => Err(error).context("the database failed, nothing was changed"),
    }
}

/// `nacc-province` for [`Role::NaccProvince`].
fn role(text: &str) -> Result<Role, String> {
    let word = |role: &Role| role.code().to_ascii_lowercase().replace('_', "-");
    let all = || Role::ALL.iter().map(word).collect::<Vec<_>>().join(", ");
    Role::ALL.iter().copied().find(|role| word(role) == text).ok_or_else(|| format!("one of {}", all()))
}
