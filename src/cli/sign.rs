//! `jotlens sign`: claims in, token out.
//!
//! Exit status: 0 done, 1 the key cannot sign or the content cannot be written so, 2 wrong call. Only the token goes to
//! standard output.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::Args;
use zeroize::Zeroizing;

use super::given::GivenKeys;
use super::json::Object;
use super::{Failure, bytes_of, named, print_line, standard_bytes, users_text};
use crate::craft::sign::{Form, Order, Signer, can_sign, sign};
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::header::Members;

#[derive(Debug, Args)]
pub(super) struct Sign {
    /// The claims, a file with them, or `-` for standard input; signed byte for byte as they are
    #[arg(value_name = "CLAIMS|FILE|-")]
    input: Option<String>,
    /// Print {"token": …}
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    keys: GivenKeys,
    /// The algorithm; default: what the key says, else the usual one of its kind. Once, or once for each key
    #[arg(long, value_name = "NAME", value_parser = algorithm)]
    alg: Vec<Algorithm>,
    /// Members that go over those of the protected header; `null` takes one away
    #[arg(long, value_name = "JSON")]
    header: Option<String>,
    /// The unprotected header of a JSON serialisation
    #[arg(long, value_name = "JSON")]
    unprotected_header: Option<String>,
    /// Make an `alg: none` token, without any signature
    #[arg(long, conflicts_with_all = ["keys", "secret", "secret_base64", "secret_hex", "stored", "alg"])]
    unsecured: bool,
    /// Write JSON with one signature
    #[arg(long, conflicts_with = "general")]
    flattened: bool,
    /// Write JSON with an array of signatures, one for each key
    #[arg(long)]
    general: bool,
    /// Leave the payload out of the token
    #[arg(long)]
    detached: bool,
    /// Sign the payload without base64url (`b64` false, RFC 7797)
    #[arg(long)]
    unencoded: bool,
}

/// An algorithm by its name on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    /// No signature at all.
    None,
    /// A signature.
    Of(JwsAlgorithm),
}

fn algorithm(name: &str) -> Result<Algorithm, String> {
    if name == "none" {
        return Ok(Algorithm::None);
    }
    JwsAlgorithm::from_name(name).map(Algorithm::Of).ok_or_else(|| {
        let known: Vec<&str> = JwsAlgorithm::ALL.iter().map(|algorithm| algorithm.name()).collect();
        format!("one of {}, none", known.join(", "))
    })
}

impl Sign {
    pub(super) fn run(&self) -> Result<ExitCode, Failure> {
        let header = members("header", self.header.as_deref())?;
        let unprotected = members("unprotected-header", self.unprotected_header.as_deref())?;
        let wants_none = self.unsecured || self.alg == [Algorithm::None];
        let asked = |index: usize| match self.alg.as_slice() {
            [one] => Some(*one),
            several => several.get(index).copied(),
        };
        let keys = self.keys.read(|key| match self.alg.as_slice() {
            [Algorithm::Of(algorithm)] => suits(key, Some(*algorithm)),
            [Algorithm::None] => Ok(()),
            _ => suits(key, None),
        })?;
        if self.alg.len() > 1 && self.alg.len() != keys.len() {
            return Err(Failure::Call(format!("{} algorithms for {} keys", self.alg.len(), keys.len())));
        }
        let mut signers = Vec::new();
        for (index, key) in keys.iter().enumerate() {
            let algorithm = match asked(index) {
                Some(Algorithm::None) => return Err(Failure::Call("--alg none takes no key".to_owned())),
                Some(Algorithm::Of(algorithm)) => Some(algorithm),
                None => None,
            };
            signers.push(Signer::Key { key, algorithm });
        }
        if wants_none {
            signers.push(Signer::Nobody);
        }
        let form = match (self.flattened, self.general) {
            (true, _) => Form::Flattened,
            (_, true) => Form::General,
            _ => Form::Compact,
        };
        let content = content(self.input.as_deref(), "sign")?;
        let token = sign(&Order {
            content: &content,
            signers: &signers,
            form,
            header: header.as_ref(),
            unprotected: unprotected.as_ref(),
            detached: self.detached,
            unencoded: self.unencoded,
        })?;
        print_token(token, self.json);
        Ok(ExitCode::SUCCESS)
    }
}

fn suits(key: &crate::jose::Key, algorithm: Option<JwsAlgorithm>) -> Result<(), Failure> {
    match can_sign(key, algorithm) {
        Ok(_) => Ok(()),
        Err(why) => Err(crate::craft::sign::CraftError::Key { key: key.name.clone(), why }.into()),
    }
}

/// The members of a header that an option gives.
pub(super) fn members(option: &str, text: Option<&str>) -> Result<Option<Members>, Failure> {
    let read = |text| {
        Members::read(text)
            .map_err(|fault| Failure::Call(format!("--{option}: {}", users_text().header_fault(&fault))))
    };
    text.map(read).transpose()
}

/// The bytes that an argument means: those of standard input, of a file, or its own. Never changed.
pub(super) fn content(argument: Option<&str>, verb: &'static str) -> Result<Zeroizing<Vec<u8>>, Failure> {
    match argument {
        None if std::io::stdin().is_terminal() => Err(Failure::NothingTo(verb)),
        None | Some("-") => standard_bytes(),
        Some(argument) => match named(argument) {
            Some(path) => bytes_of(path),
            None => Ok(Zeroizing::new(argument.as_bytes().to_vec())),
        },
    }
}

/// The result: the token alone, or `{"token": …}`.
pub(super) fn print_token(token: String, json: bool) {
    if !json {
        return print_line(token);
    }
    let mut out = String::new();
    let mut object = Object::open(&mut out);
    object.text("token", &token);
    object.close();
    print_line(out);
}
