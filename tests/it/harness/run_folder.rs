//! One folder for everything that this run writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A new folder below this run's own.
pub fn fresh(name: &str) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let folder = root().join(format!("{name}-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// This run's folder, named by its process. The runtime writes until the very
/// end, so a run sweeps away what earlier ones left.
fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("runs");
        fs::create_dir_all(&all).unwrap();
        for old in fs::read_dir(&all).unwrap().flatten() {
            let alive = Path::new("/proc").join(old.file_name()).exists();
            if !alive {
                // A process that is just ending may still hold it; next time, then.
                fs::remove_dir_all(old.path()).ok();
            }
        }
        all.join(std::process::id().to_string())
    })
}
