//! `jotlens encrypt`: text in, JWE out.
//!
//! Exit status: 0 done, 1 the key cannot be encrypted to, 2 wrong call. Only the token goes to standard output.

use std::num::NonZeroU64;
use std::process::ExitCode;

use clap::Args;

use super::Failure;
use super::given::GivenKeys;
use super::sign::{content, print_token};
use super::stored::random;
use crate::craft::encrypt::{usual_encryption, usual_management};
use crate::jose::jwe::seal::{Form, Order, SealError, To, USUAL_ITERATIONS};
use crate::jose::jwe::{ContentEncryption, KeyManagement, Unfit, fit_algorithm, seal};
use crate::jose::key::Key;

#[derive(Debug, Args)]
pub(super) struct Encrypt {
    /// The text, a file with it, or `-` for standard input; encrypted byte for byte as it is
    #[arg(value_name = "TEXT|FILE|-")]
    input: Option<String>,
    /// Print {"token": …}
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    keys: GivenKeys,
    /// How the content key is encrypted; default: what the key says, else the usual way of its kind. Once, or once for
    /// each key
    #[arg(long, value_name = "NAME", value_parser = management)]
    alg: Vec<KeyManagement>,
    /// How the content is encrypted; default: A256GCM
    #[arg(long, value_name = "NAME", value_parser = encryption)]
    enc: Option<ContentEncryption>,
    /// Compress first (`zip` DEF)
    #[arg(long)]
    zip: bool,
    /// Members that go over those of the protected header; `null` takes one away
    #[arg(long, value_name = "JSON")]
    header: Option<String>,
    /// Additional authenticated data, in a JSON serialisation
    #[arg(long, value_name = "TEXT")]
    aad: Option<String>,
    /// The iterations of PBKDF2 for a password
    #[arg(long, value_name = "COUNT")]
    iterations: Option<NonZeroU64>,
    /// Write JSON with one recipient
    #[arg(long, conflicts_with = "general")]
    flattened: bool,
    /// Write JSON with an array of recipients, one for each key
    #[arg(long)]
    general: bool,
}

fn management(name: &str) -> Result<KeyManagement, String> {
    let known = || KeyManagement::ALL.iter().map(|one| one.name()).collect::<Vec<_>>().join(", ");
    KeyManagement::from_name(name).ok_or_else(|| format!("one of {}", known()))
}

fn encryption(name: &str) -> Result<ContentEncryption, String> {
    let known = || ContentEncryption::ALL.iter().map(|one| one.name()).collect::<Vec<_>>().join(", ");
    ContentEncryption::from_name(name).ok_or_else(|| format!("one of {}", known()))
}

impl Encrypt {
    pub(super) fn run(&self) -> Result<ExitCode, Failure> {
        let only = if let [one] = self.alg.as_slice() { Some(*one) } else { None };
        let keys = self.keys.read(|key| self.way(0, key, only).map(|_| ()).map_err(Failure::from))?;
        if self.alg.len() > 1 && self.alg.len() != keys.len() {
            return Err(Failure::Call(format!("{} algorithms for {} keys", self.alg.len(), keys.len())));
        }
        let mut recipients = Vec::new();
        let mut enc = self.enc;
        for (index, key) in keys.iter().enumerate() {
            let asked = only.or_else(|| self.alg.get(index).copied());
            let (algorithm, usual) = self.way(index, key, asked)?;
            enc = enc.or(Some(usual));
            recipients.push(To { key, algorithm });
        }
        let content = content(self.input.as_deref(), "encrypt")?;
        let order = Order {
            content: &content,
            recipients: &recipients,
            enc: enc.unwrap_or(ContentEncryption::A256Gcm),
            form: match (self.flattened, self.general) {
                (true, _) => Form::Flattened,
                (_, true) => Form::General,
                _ => Form::Compact,
            },
            compress: self.zip,
            header: self.header.as_deref(),
            aad: self.aad.as_deref().map(str::as_bytes),
            iterations: self.iterations.unwrap_or(USUAL_ITERATIONS),
        };
        print_token(seal(&order, random, &|| false)?, self.json);
        Ok(ExitCode::SUCCESS)
    }

    /// How a key is encrypted to, and the content with it.
    fn way(
        &self,
        recipient: usize,
        key: &Key,
        asked: Option<KeyManagement>,
    ) -> Result<(KeyManagement, ContentEncryption), SealError> {
        let unfit = |why: Unfit| SealError::Unfit { recipient, why };
        let algorithm = asked.map_or_else(|| usual_management(key), Ok).map_err(unfit)?;
        let enc = self.enc.unwrap_or_else(|| usual_encryption(algorithm, key));
        fit_algorithm(algorithm, enc, key).map_err(unfit)?;
        Ok((algorithm, enc))
    }
}
