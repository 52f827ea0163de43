//! Makes the tables of `shared` and `www` that nobody should write by hand, or
//! with `--check` only says whether they are as they would be made now. The
//! first argument is the folder with IPADIC's source files.

mod file;
mod folding;
mod japan;
mod metadata;
mod numbers;
mod readings;
mod world;

use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Vec<String>) -> Result<()> {
    let (ipadic, check) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [ipadic] => (ipadic, false),
        [ipadic, "--check"] => (ipadic, true),
        _ => bail!("wanted: IPADIC's folder, then perhaps --check"),
    };
    let files = [folding::table()?, japan::table()?, world::table()?, readings::table(Path::new(ipadic))?];
    let stale: Vec<&str> = files.iter().filter(|file| !file.is_current()).map(|file| file.path).collect();
    if check && !stale.is_empty() {
        bail!("stale: {}; run `cargo xtask generate`", stale.join(", "));
    }
    for file in &files {
        println!("{} {}", file.path, file.report);
        if !check {
            file.write()?;
        }
    }
    Ok(())
}
