//! `cargo xtask deploy`: the release build, handed to Cloudflare.

use crate::build::{self, Profile};
use crate::setup::{self, Needs};
use crate::{cmd, node, paths, say};
use anyhow::{Result, bail};

/// Builds and deploys; `dry_run` only checks that it could be.
pub fn run(dry_run: bool) -> Result<()> {
    setup::ensure(Needs::default())?;
    build::build(Profile::Release)?;
    if dry_run {
        return rehearse();
    }
    if !has_secret()? {
        bail!(
            "the secret INSTALLATION_SECRET is not set, and without it no shop can be made.\n\
             Set it once, to a long random text that you keep:\n  \
             cargo xtask wrangler secret put INSTALLATION_SECRET"
        );
    }
    // Loaders in caches name it for ten minutes after the next deployment,
    // pages that fixed it for good.
    let kept = build::freeze()?;
    let step = say::step("Deploying the worker and its files");
    cmd::run(node::wrangler()?.arg("deploy"), "deploy")?;
    step.done("deployed");
    say::note(&format!("commit {}: later deployments serve that version, too", paths::shown(&kept)));
    Ok(())
}

/// Builds for release and keeps its version of the panel for good: loaders that
/// name it, in shops' pages or in caches, find it after each later deployment.
pub fn freeze() -> Result<()> {
    setup::ensure(Needs::default())?;
    build::build(Profile::Release)?;
    let folder = build::freeze()?;
    say::note(&format!("{} holds it: commit that", paths::shown(&folder)));
    Ok(())
}

/// Runs wrangler for a person, who may be asked things by it.
pub fn wrangler(arguments: &[String]) -> Result<()> {
    setup::ensure(Needs::default())?;
    let mut wrangler = node::script(node::WRANGLER)?;
    cmd::run(wrangler.args(arguments).current_dir(paths::root().join("worker")), "do what wrangler was told")
}

/// Lets wrangler check configuration, bundle and files, and send nothing.
pub fn rehearse() -> Result<()> {
    let step = say::step("Checking that it could be deployed (nothing is sent)");
    let mut wrangler = node::wrangler()?;
    wrangler.args(["deploy", "--dry-run", "--outdir"]).arg(paths::dist().join(".work/deploy"));
    cmd::capture(&mut wrangler, "rehearse the deployment")?;
    step.done("it could be");
    Ok(())
}

/// Whether the account has the secret. An account that can't be asked, or a
/// worker that was never deployed, counts as having none.
fn has_secret() -> Result<bool> {
    let listed = cmd::capture(node::wrangler()?.args(["secret", "list"]), "list the worker's secrets");
    Ok(listed.is_ok_and(|names| names.contains("INSTALLATION_SECRET")))
}
