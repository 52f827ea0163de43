//! wasm-bindgen's part: the JavaScript between the wasm and the world.

use super::optimise::{self, Aim};
use super::{Profile, files, names, split};
use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// A bound module: two files beside each other.
pub struct Bound {
    /// The glue, an ES module.
    pub glue: PathBuf,
    /// The wasm that it wants.
    pub wasm: PathBuf,
}

impl Bound {
    /// The wasm that comes after it, where it was cut in two: linked by what
    /// the glue exports as `shared`.
    pub fn later(&self) -> PathBuf {
        self.wasm.with_file_name("later.wasm")
    }
}

/// The widget, for browsers: the glue is told where the wasm lies.
pub fn widget(wasm: &Path, profile: Profile) -> Result<Bound> {
    bound(wasm, profile, "panel", Aim::Browser, |bindgen| {
        bindgen.web(true)?.remove_producers_section(profile == Profile::Release);
        Ok(())
    })
}

/// What the entry starts the wasm with: its imports, and what makes of an
/// instance the one that the glue calls. The entry knows what the generated
/// start has to find out, which esbuild then leaves out.
const START: &str = "export { __wbg_get_imports as imports, __wbg_finalize_init as run };\n";

/// The widget as shipped, but for its functions' names, which stay.
pub fn named_widget(wasm: &Path) -> Result<Bound> {
    bound(wasm, Profile::Release, "named-panel", Aim::Weighed, |bindgen| {
        bindgen.web(true)?.remove_producers_section(true);
        Ok(())
    })
}

/// The desk's console, for browsers.
pub fn console(wasm: &Path, profile: Profile) -> Result<Bound> {
    bound(wasm, profile, "console", Aim::Desk, |bindgen| {
        bindgen.web(true)?.remove_producers_section(profile == Profile::Release);
        Ok(())
    })
}

/// The worker, for workerd, which hands over the compiled wasm as an import.
///
/// Glue that can reset its state, and that notices an abort, is what
/// `worker/shim.js` needs to start afresh after a trap.
pub fn worker(wasm: &Path, profile: Profile) -> Result<Bound> {
    let bound = bound(wasm, profile, "index", Aim::Workerd, |bindgen| {
        bindgen.module(true)?.reset_state_function(true).force_enable_abort_handler(true);
        Ok(())
    })?;
    // The runtime imports a module as it is; bundlers don't know the newer form.
    let glue = fs::read_to_string(&bound.glue)?;
    files::write_if_new(&bound.glue, glue.replace("import source ", "import ").as_bytes())?;
    Ok(bound)
}

/// The vectors, for Node: the glue loads the wasm beside it.
pub fn vectors(wasm: &Path, profile: Profile) -> Result<Bound> {
    bound(wasm, profile, "vectors", Aim::Node, |bindgen| {
        bindgen.nodejs_module(true)?;
        Ok(())
    })
}

fn bound(wasm: &Path, profile: Profile, name: &str, aim: Aim, configure: impl FnOnce(&mut Bindgen) -> Result<()>) -> Result<Bound> {
    let folder = profile.workshop(name);
    let bound = Bound { glue: folder.join(format!("{name}.js")), wasm: folder.join(format!("{name}_bg.wasm")) };
    let input = fs::read(wasm).with_context(|| format!("{} was not built", wasm.display()))?;
    let mark = fingerprint(&input);
    let stamp = folder.join("bound-from");
    if bound.wasm.exists() && fs::read_to_string(&stamp).is_ok_and(|last| last == mark) {
        return Ok(bound);
    }
    files::recreate(&folder)?;
    let mut bindgen = Bindgen::new();
    // The function table, which it would take for the linker's own, is shared.
    bindgen.keep_lld_exports(aim.is_cut());
    configure(&mut bindgen)?;
    let cut = if aim.is_cut() { Some(split::in_two(&input, &folder)?) } else { None };
    bindgen
        .input_bytes(name, cut.as_ref().map_or(input, |cut| cut.first.clone()))
        .typescript(false)
        .generate(&folder)
        .with_context(|| format!("wasm-bindgen could not bind {}", wasm.display()))?;
    if let Some(cut) = cut {
        fs::write(bound.later(), cut.later)?;
        fs::write(&bound.glue, fs::read_to_string(&bound.glue)? + START + &cut.shared)?;
    }
    if profile == Profile::Release {
        optimise::for_size(&bound.wasm, aim)?;
        if aim.is_cut() {
            optimise::for_size(&bound.later(), aim)?;
        }
        if aim == Aim::Browser {
            let said = optimise::short_names(&bound.wasm)?;
            let glue = fs::read_to_string(&bound.glue)?;
            fs::write(&bound.glue, names::shortened(&glue, &said)?)?;
        }
    }
    fs::write(stamp, mark)?;
    Ok(bound)
}

/// Tells two inputs apart. This program is part of it: when the way of
/// binding changes, everything is bound anew.
fn fingerprint(input: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    let built = std::env::current_exe().and_then(|path| path.metadata()?.modified());
    built.ok().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
