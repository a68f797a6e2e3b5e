//! What the window is opened with: tokens, files and keys. Nothing of it is looked at here but what tells a file from
//! a token; a path that leads nowhere is told of in the window.

use std::path::{Path, PathBuf, absolute};

use clap::Args;

use super::{Failure, bytes_of, key_name, keys_of, text_of};
use crate::app::handover::{Handover, KeyBytes};

#[derive(Debug, Args)]
pub(super) struct Window {
    /// Tokens, files with tokens or keys, or `-` for standard input
    #[arg(value_name = "TOKEN|FILE|-")]
    inputs: Vec<String>,
    /// A key to verify with: any file that reads as keys
    #[arg(long = "key", value_name = "FILE")]
    keys: Vec<PathBuf>,
    /// Open a window of its own although one is open
    #[arg(long = "new-window")]
    pub(super) own: bool,
}

/// How the names of files end that are opened with us. Which of them is what is told by what is in it.
const ENDINGS: [&str; 18] = [
    "jwt", "jws", "jwe", "jwk", "jwks", "pem", "der", "p12", "pfx", "p8", "crt", "cer", "key", "pub", "ppk",
    "secret", "json", "txt",
];

impl Window {
    /// What the window gets. Keys that cannot be used end the call, since a person who names them waits for them.
    pub(super) fn handover(&self) -> Result<Handover, Failure> {
        let mut handover = Handover::default();
        for input in &self.inputs {
            match file(input) {
                Some(path) => handover.files.push(path),
                // Also what is no plain file, such as the end of a pipe: only this process can read it.
                None => handover.texts.push(text_of(input)?),
            }
        }
        for path in &self.keys {
            let bytes = bytes_of(path)?;
            let _ = keys_of(&bytes, path, None)?;
            handover.keys.push(KeyBytes { name: key_name(path).into_owned(), bytes });
        }
        Ok(handover)
    }
}

/// The file that an argument names, absolute: it may be opened by a process that runs elsewhere.
fn file(input: &str) -> Option<PathBuf> {
    let path = Path::new(input);
    let is_file = match std::fs::metadata(path) {
        Ok(found) => found.is_file() || found.is_dir(),
        Err(_) => input != "-" && looks_like_a_path(path, input),
    };
    if is_file { absolute(path).ok() } else { None }
}

/// Whether somebody meant a file that is not there, rather than a token.
fn looks_like_a_path(path: &Path, input: &str) -> bool {
    let is_token = input.starts_with("eyJ") || input.contains(char::is_whitespace);
    let begins = ["/", "./", "../", "~/"].iter().any(|beginning| input.starts_with(beginning));
    let ends =
        path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    !is_token && input.len() < 4_096 && (begins || ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_told_from_a_token() {
        for (input, is_path) in [
            ("missing.jwt", true),
            ("Missing.PEM", true),
            ("../keys/a.jwks", true),
            ("/no/such/token", true),
            ("~/token", true),
            ("eyJhbGciOiJub25lIn0.e30.", false),
            ("eyJhbGciOiJub25lIn0.e30.key", false),
            ("Bearer eyJh.a.key", false),
            ("a/b/c", false),
            ("-", false),
            ("hello", false),
            ("{\"payload\":\"\"}.json x", false),
        ] {
            assert_eq!(file(input).is_some(), is_path, "{input}");
        }
    }

    #[test]
    fn relative_paths_become_absolute() {
        let found = file("src/cli.rs").unwrap();
        assert!(found.is_absolute() && found.ends_with("src/cli.rs"));
        assert!(file("src").is_some(), "a folder is told of in the window");
        assert_eq!(file("/dev/null"), None, "what is no plain file is read at once");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_comes_through_a_pipe_is_read_here() {
        use std::io::Write as _;
        use std::os::fd::AsRawFd as _;
        let window = |input: String, keys| Window { inputs: vec![input], keys, own: false };
        let (reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(b"eyJhbGciOiJub25lIn0.e30.").unwrap();
        drop(writer);
        let handover = window(format!("/dev/fd/{}", reader.as_raw_fd()), Vec::new()).handover().unwrap();
        assert_eq!(handover.texts[0].as_str(), "eyJhbGciOiJub25lIn0.e30.");
        assert!(handover.files.is_empty());
        // One that never ends.
        for (input, keys) in [("/dev/zero", Vec::new()), ("eyJ", vec!["/dev/zero".into()])] {
            let refused = window(input.to_owned(), keys).handover();
            assert!(matches!(refused, Err(Failure::TooLarge(_))), "{input}");
        }
    }
}
