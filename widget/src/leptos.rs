//! Leptos, as far as the panel needs it.
//!
//! The crate `leptos` is a front for these crates and for server functions.
//! The latter export classes to JavaScript, which no linker leaves out though
//! nobody calls them: 6 KB of the panel under brotli. So the panel puts the
//! parts together itself, under the names that they have in Leptos. It draws by
//! itself, too (`el.rs`): of Leptos are signals, memos, effects and owners.

use crate::el::View;
use any_spawner::Executor;
use prelude::*;
use web_sys::HtmlElement;

/// What a file of the panel needs of Leptos.
pub mod prelude {
    pub use crate::browser::{ticked as event_target_checked, value as event_target_value};
    pub use reactive_graph::computed::Memo;
    pub use reactive_graph::owner::Owner;
    pub use reactive_graph::prelude::*;
    pub use reactive_graph::signal::{ArcTrigger, RwSignal};
}

/// Draws a view into `parent`; what is given back takes both away again.
pub fn mount_to(parent: HtmlElement, draw: impl FnOnce() -> View) -> impl FnOnce() {
    // It refuses only to be set up twice.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    crate::browser::add(&parent, &owner.with(draw));
    move || {
        parent.remove();
        owner.cleanup();
    }
}
