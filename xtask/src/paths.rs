//! Where things lie: the sources, what the build makes, and what it keeps.

use std::path::{Path, PathBuf};

/// The project's root folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// What is served as files: sources under version control.
pub fn www() -> PathBuf {
    root().join("www")
}

/// The description of the API, under version control.
pub fn openapi() -> PathBuf {
    root().join("openapi.json")
}

/// The program that `bench worker` measures ours against.
pub fn peer_worker() -> PathBuf {
    root().join("tests/peer-worker")
}

/// What the build makes; safe to delete at any time.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The static files that the worker hands out.
pub fn site() -> PathBuf {
    dist().join("site")
}

/// The panel of the last build: what `/v/{version}/` holds.
pub fn panel() -> PathBuf {
    dist().join("panel")
}

/// Versions of the panel that are served for good, under version control.
pub fn frozen() -> PathBuf {
    www().join("v")
}

/// Cargo's output folder, also when the environment moves it.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// What is expensive to make again, out of reach of `cargo clean`.
pub fn tools() -> PathBuf {
    root().join(".madoguchi/tools")
}

/// Inputs that earlier fuzzing found worth keeping, by target.
pub fn fuzz_corpus() -> PathBuf {
    root().join(".madoguchi/fuzz")
}

/// What the demo stores between two runs: shops, desks, tickets.
pub fn demo_state() -> PathBuf {
    root().join(".madoguchi/state")
}

/// A path as people want to read it: from the root, where it lies inside.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
