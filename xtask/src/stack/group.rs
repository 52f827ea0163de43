//! A program with all the processes that it starts, ended together.

use super::log::Log;
use anyhow::Result;
use nix::errno::Errno;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A process group of its own.
pub struct Group {
    leader: Child,
    id: Pid,
}

/// Runs the program beside a watcher that waits for our end of a pipe to
/// close. It closes when we end, even by SIGKILL; the watcher then ends the
/// group, so that nothing outlives us.
const WATCHED: &str = r#"
exec 3<&0
( trap '' TERM INT; read -r _ <&3; kill -TERM 0; sleep 3; kill -KILL 0 ) >/dev/null 2>&1 &
exec "$@" 3<&- </dev/null
"#;

/// How long an orderly end may take.
const GRACE: Duration = Duration::from_secs(5);

impl Group {
    /// Starts a program; its output goes to the log.
    pub fn start(program: &Command, log: &Log) -> Result<Self> {
        let mut shell = Command::new("sh");
        shell.args(["-c", WATCHED, "sh"]).arg(program.get_program()).args(program.get_args());
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        if let Some(folder) = program.get_current_dir() {
            shell.current_dir(folder);
        }
        let mut leader = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0).spawn()?;
        log.follow(leader.stdout.take());
        log.follow(leader.stderr.take());
        let id = Pid::from_raw(leader.id().try_into()?);
        Ok(Self { leader, id })
    }

    /// The program's process; the group has the same number.
    pub fn id(&self) -> Pid {
        self.id
    }

    /// How the program ended, if it has.
    pub fn ended(&mut self) -> Option<String> {
        let status = self.leader.try_wait().ok()??;
        Some(status.to_string())
    }

    /// Asks the program to end, then makes sure of the whole group.
    pub fn end(&mut self) {
        killpg(self.id, Signal::SIGTERM).ok();
        let until = Instant::now() + GRACE;
        while self.ended().is_none() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(20));
        }
        self.kill();
    }

    /// Kills the whole group at once, and waits until it is gone.
    pub fn kill(&mut self) {
        killpg(self.id, Signal::SIGKILL).ok();
        self.leader.wait().ok();
        let until = Instant::now() + GRACE;
        while killpg(self.id, None) != Err(Errno::ESRCH) && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_ends_with_all_that_it_started() {
        let mut program = Command::new("sh");
        program.args(["-c", "sleep 30 & sleep 30"]);
        let mut group = Group::start(&program, &Log::new(false)).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        assert_eq!(killpg(group.id, None), Ok(()));
        group.end();
        assert_eq!(killpg(group.id, None), Err(Errno::ESRCH));
    }

    #[test]
    fn a_group_ends_when_its_starter_is_gone() {
        let mut program = Command::new("sleep");
        let mut group = Group::start(program.arg("30"), &Log::new(false)).unwrap();
        // What the system does with our end of the pipe when we die.
        drop(group.leader.stdin.take());
        let status = group.leader.wait().unwrap();
        assert!(!status.success());
    }
}
