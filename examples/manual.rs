//! Writes what a package needs of the command line, from its definition: manual pages, and completions for shells.
//!
//!     cargo run --example manual -- FOLDER [DATE]
//!
//! `FOLDER/man` gets one page for the program and one for each command; `FOLDER/completions` the files for bash, zsh
//! and fish, named as these look for them. `DATE` (2026-11-21) stands in the pages; without it they have none.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use clap_complete::{Shell, generate_to};
use clap_mangen::Man;
use jotlens::cli::Arguments;

/// What the definition does not say, at the end of the program's own page.
const MORE: &str = r#".SH "EXIT STATUS"
Of \fBjotlens inspect\fR:
.TP
0
Every token that was found would be accepted.
.TP
1
One or more would not.
.TP
2
Nothing could be read, or the call is wrong.
.PP
Of the other commands: 0 done, 1 refused or failed, 2 the call is wrong.
.SH ENVIRONMENT
.TP
NO_COLOR
When set, nothing is printed in colour.
.TP
LC_ALL, LC_MESSAGES, LANG
The language, English or Korean, of what is written for people.
.TP
TZ
The time zone of the times in the window, where local time is chosen there. Commands always write UTC.
.TP
DISPLAY, WAYLAND_DISPLAY
Where the window opens.
.SH FILES
.TP
\fI$XDG_CONFIG_HOME/jotlens\fR, or \fI~/.config/jotlens\fR
The settings, the size of the window, the paths of recent files, and your own templates. Readable by you only.
.TP
\fI$XDG_DATA_HOME/jotlens\fR, or \fI~/.local/share/jotlens\fR
The list of the public halves of the keys, and the vault file where one was chosen. Private halves are in the
keychain of the desktop (Secret Service).
.SH EXAMPLES
.TP
Open the window with the token that was copied from a terminal
.B jotlens eyJhbGciOi\[u2026]
.TP
Say everything about a token, verified with a key
.B jotlens inspect \-\-key public.pem \- < token.txt
.TP
Fail a script when a token would not be accepted
.B jotlens inspect \-\-json \-\-key jwks.json token.txt > report.json
.TP
Make a key, and a token with it
.B jotlens keys generate p\-256 \-\-name api\-test && jotlens sign \-\-stored api\-test claims.json
.SH "SEE ALSO"
.BR age (1),
.BR openssl (1),
.BR secret\-tool (1)
"#;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        writeln!(io::stderr(), "usage: manual FOLDER [DATE]")?;
        std::process::exit(2);
    };
    let date = arguments.next().unwrap_or_default();
    let pages = below(Path::new(&folder), "man")?;
    let completions = below(Path::new(&folder), "completions")?;

    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    page(&program, "jotlens", &date, &pages)?;
    let mut command = Arguments::command();
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        let _ = generate_to(shell, &mut command, "jotlens", &completions)?;
    }
    // Bash looks for a file of the command's own name.
    fs::rename(completions.join("jotlens.bash"), completions.join("jotlens"))
}

fn below(folder: &Path, name: &str) -> io::Result<PathBuf> {
    let folder = folder.join(name);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Writes the page of a command, and those of the commands below it.
fn page(command: &clap::Command, name: &str, date: &str, folder: &Path) -> io::Result<()> {
    let mut text = Vec::new();
    Man::new(command.clone())
        .title(name.to_uppercase())
        .date(date)
        .source(concat!("Jotlens ", env!("CARGO_PKG_VERSION")))
        .manual("User Commands")
        .render(&mut text)?;
    if name == "jotlens" {
        text.extend(MORE.as_bytes());
    }
    fs::write(folder.join(format!("{name}.1")), text)?;
    for below in command.get_subcommands() {
        page(below, &format!("{name}-{}", below.get_name()), date, folder)?;
    }
    Ok(())
}
