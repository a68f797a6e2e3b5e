//! The languages that are here, and how their programs are made ready to run.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use jotlens::craft::copy_as::As;

/// Where Debian puts Jackson.
const JACKSON: [&str; 3] = [
    "/usr/share/java/jackson-core.jar",
    "/usr/share/java/jackson-databind.jar",
    "/usr/share/java/jackson-annotations.jar",
];

/// What our Rust code uses; with our own lock file beside it.
const RUST: &str = "[package]\nname = \"copied\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
    jsonwebtoken = { version = \"11\", default-features = false, features = [\"aws_lc_rs\", \"use_pem\"] }\nserde_json = \"1\"\n";

/// A language that is here.
pub(crate) struct Language {
    /// The form of its code.
    pub(crate) form: As,
    /// What runs a file of it, where it is not compiled.
    program: PathBuf,
}

/// A program and what it is called with.
type Program = (PathBuf, Vec<String>);

/// Those that are here; what is not is said.
pub(crate) fn languages() -> Vec<Language> {
    // Compilers and libraries are for the test script: there is time for it.
    let place = std::env::var_os("JOTLENS_INTEROP").map(PathBuf::from);
    let with = |is_here: bool, program: &str| (is_here && place.is_some()).then(|| PathBuf::from(program));
    let python = place.as_ref().map(|place| place.join("venv/bin/python")).filter(|python| python.exists());
    let has_jose = place.as_ref().is_some_and(|place| place.join("node/node_modules/jose").exists());
    let has_jackson = JACKSON.iter().all(|jar| Path::new(jar).exists());
    let found = [
        (As::OpenSsl, "openssl", is_here("openssl", "version").then(|| "sh".into())),
        (As::Step, "step", is_here("step", "version").then(|| "sh".into())),
        (As::Python, "Python with PyJWT (JOTLENS_INTEROP)", python),
        (
            As::Node,
            "node with jose (JOTLENS_INTEROP)",
            with(has_jose && is_here("node", "--version"), "node"),
        ),
        (As::Go, "go (JOTLENS_INTEROP)", with(is_here("go", "version"), "")),
        (
            As::Java,
            "java with Jackson (JOTLENS_INTEROP)",
            with(has_jackson && is_here("javac", "-version"), "java"),
        ),
        (As::Rust, "cargo (JOTLENS_INTEROP)", with(true, "")),
    ];
    let mut languages = Vec::new();
    for (form, name, program) in found {
        match program {
            Some(program) => languages.push(Language { form, program }),
            None => eprintln!("skipped: no {name}"),
        }
    }
    languages
}

/// Whether a program can be started.
pub(crate) fn is_here(program: &str, version: &str) -> bool {
    Command::new(program).arg(version).output().is_ok_and(|output| output.status.success())
}

impl Language {
    /// Where its programs lie: those of Node beside their modules, those of Rust where cargo finds them built again.
    pub(crate) fn folder(&self) -> PathBuf {
        let id = std::process::id();
        let folder = match self.form {
            As::Node => PathBuf::from(std::env::var_os("JOTLENS_INTEROP").unwrap_or_default()).join("node"),
            As::Rust => return Path::new(env!("CARGO_TARGET_TMPDIR")).join("copied-rust"),
            _ => std::env::temp_dir(),
        };
        folder.join(format!("copied-{:?}-{id}", self.form))
    }

    /// Writes the programs down and compiles what is compiled: all at once, since that takes a tenth of the time. `None`
    /// where a library is missing, which is said.
    pub(crate) fn prepare(&self, folder: &Path, programs: &[&str]) -> Option<Vec<Program>> {
        let name = match self.form {
            As::Python => "verify.py",
            As::Node => "verify.mjs",
            As::Go => "verify.go",
            As::Java => "Verify.java",
            As::Rust => return rust(folder, programs),
            _ => "verify.sh",
        };
        let files: Vec<String> = programs
            .iter()
            .enumerate()
            .map(|(number, code)| {
                let package =
                    if self.form == As::Java { format!("package p{number};\n") } else { String::new() };
                let file = folder.join(format!("p{number}")).join(name);
                write(&file, &format!("{package}{code}"));
                file.display().to_string()
            })
            .collect();
        Some(match self.form {
            As::Go => {
                write(&folder.join("go.mod"), "module copied\n\ngo 1.18\n");
                std::fs::create_dir_all(folder.join("bin")).expect("a folder");
                let mut go = Command::new("go");
                go.args(["build", "-o", "bin/", "./..."]).env("GOTOOLCHAIN", "local").env("GOPROXY", "off");
                compile(&mut go, folder);
                (0..programs.len())
                    .map(|number| (folder.join("bin").join(format!("p{number}")), Vec::new()))
                    .collect()
            }
            As::Java => {
                let path = JACKSON.join(":");
                let out = folder.join("out").display().to_string();
                let mut javac = Command::new("javac");
                compile(javac.args(["-encoding", "UTF-8", "-cp", &path, "-d", &out]).args(&files), folder);
                let path = format!("{path}:{out}");
                let arguments = |number| vec!["-cp".to_owned(), path.clone(), format!("p{number}.Verify")];
                (0..programs.len()).map(|number| (self.program.clone(), arguments(number))).collect()
            }
            _ => files.into_iter().map(|file| (self.program.clone(), vec![file])).collect(),
        })
    }
}

/// One project with a module for each program, built into the target folder: there is most of what it needs already.
fn rust(folder: &Path, programs: &[&str]) -> Option<Vec<Program>> {
    let source = folder.join("src");
    let (mut modules, mut arms) = (String::new(), String::new());
    for (number, code) in programs.iter().enumerate() {
        write(&source.join(format!("p{number}.rs")), &code.replacen("fn main()", "pub fn main()", 1));
        let _ = writeln!(modules, "mod p{number};");
        let _ = writeln!(arms, "        Some(\"{number}\") => p{number}::main(),");
    }
    let main = format!(
        "{modules}\nfn main() -> Result<(), Box<dyn std::error::Error>> {{\n    match std::env::args().nth(1).as_deref() {{\n{arms}        \
         _ => Err(\"no such program\".into()),\n    }}\n}}\n"
    );
    write(&source.join("main.rs"), &main);
    write(&folder.join("Cargo.toml"), RUST);
    let lock =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).expect("a lock file");
    write(&folder.join("Cargo.lock"), &lock);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a folder");
    // Our own build does without PEM: the first time it may have to be downloaded.
    let mut fetch = Command::new(env!("CARGO"));
    fetch.args(["fetch", "--quiet"]).current_dir(folder);
    if !fetch.output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: jsonwebtoken with PEM cannot be had");
        return None;
    }
    let mut cargo = Command::new(env!("CARGO"));
    compile(cargo.args(["build", "--offline", "--quiet", "--target-dir"]).arg(target), folder);
    let program = target.join("debug").join("copied");
    Some((0..programs.len()).map(|number| (program.clone(), vec![number.to_string()])).collect())
}

fn write(file: &Path, text: &str) {
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    std::fs::write(file, text).expect("written");
}

fn compile(command: &mut Command, folder: &Path) {
    let output = command.current_dir(folder).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\nin {}", folder.display());
}
