//! Running other programs, and saying well what went wrong with them.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Runs a program whose own output the person should see.
///
/// `what` completes the sentence "could not …".
pub fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().with_context(|| could_not_start(command, what))?;
    if !status.success() {
        bail!("could not {what}: `{}` ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs a program silently and returns its standard output; its last lines
/// appear only when it fails.
pub fn capture(command: &mut Command, what: &str) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| could_not_start(command, what))?;
    finished(command, output, what)
}

/// Like [`capture`], but gives up after `limit`: for programs that may wait
/// for a host that never answers.
pub fn capture_within(command: &mut Command, limit: Duration, what: &str) -> Result<String> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| could_not_start(command, what))?;
    let until = Instant::now() + limit;
    while child.try_wait()?.is_none() {
        if Instant::now() > until {
            child.kill()?;
            child.wait()?;
            bail!("could not {what}: no answer within {} s", limit.as_secs());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    finished(command, child.wait_with_output()?, what)
}

/// Whether a program of this name can be started from PATH.
pub fn on_path(name: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(name).is_file())
}

/// A command as one would type it, without its environment.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

fn could_not_start(command: &Command, what: &str) -> String {
    let program = command.get_program().to_string_lossy();
    format!("could not {what}: `{program}` does not start (is it installed?)")
}

fn finished(command: &Command, output: Output, what: &str) -> Result<String> {
    if !output.status.success() {
        let all = [output.stdout, output.stderr].concat();
        bail!("could not {what}: `{}` ended with {}\n{}", shown(command), output.status, last_lines(&String::from_utf8_lossy(&all), 20));
    }
    String::from_utf8(output.stdout).with_context(|| format!("could not {what}: not UTF-8"))
}

/// The end of a long text, indented, as the part that tells what failed.
pub fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(count);
    lines.iter().skip(from).map(|line| format!("    {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_shows_its_last_words() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo first; echo last >&2; exit 3"]);
        let error = capture(&mut command, "try").unwrap_err().to_string();
        assert!(error.starts_with("could not try: `sh -c"), "{error}");
        assert!(error.contains("    last"), "{error}");
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        let mut command = Command::new("sleep");
        let limit = Duration::from_millis(100);
        assert!(capture_within(command.arg("5"), limit, "wait").is_err());
    }
}
