//! The door to what comes after the first screen: the form, sending, receipts.
//!
//! The build cuts the panel's wasm in two (`xtask/src/build/split.rs`): what
//! can be reached only through the functions below, constants included, is a
//! file of its own. The entry fetches it once the first screen stands, so that
//! a shopper who searches doesn't wait for it; who is quicker sees that it is
//! on its way. Until it is here, what is done through the door is left undone,
//! and [`came`] makes up for it.
#![allow(unsafe_code, reason = "the linker, which alone sees both files, knows the two sides of a door by their names")]

use crate::el::{View, none};
use crate::panel::{Panel, Screen};
use crate::request::Request;
use std::cell::Cell;

thread_local! {
    /// Whether the second file is here: one serves all panels of a page.
    static HERE: Cell<bool> = const { Cell::new(cfg!(not(target_family = "wasm"))) };
}

/// What is drawn behind the door.
#[repr(u32)]
pub enum Part {
    /// The screen that is chosen, if not one of the first.
    Screen,
    /// A request that was sent and not accepted yet.
    Unsent,
    /// The requests that were accepted.
    Requests,
    /// What became of one while the panel was closed.
    News,
}

/// What is done behind the door.
#[repr(u32)]
pub enum Act {
    /// Sends again what waits.
    SendAgain,
    /// Asks how the request stands that is looked at.
    Refresh,
}

/// Draws a part; nothing, until that can be done.
pub fn draw(panel: Panel, part: Part) -> View {
    // By this [`came`] has it drawn anew.
    panel.lost.with(|_| ());
    if HERE.get() { near::draw(&panel, part) } else { none() }
}

/// Acts, if that can be done yet. Where a request waits for it, what could not
/// be fetched is asked for again.
pub fn act(panel: Panel, act: Act) {
    if HERE.get() {
        near::act(&panel, act);
    } else if panel.lost.now() && panel.unsent.peek(Option::is_some) {
        fetch(panel);
    }
}

/// Asks for the second file, if it is not here.
pub fn fetch(panel: Panel) {
    if !HERE.get() {
        panel.lost.set(false);
        panel.host.tell("more", "");
    }
}

/// Judges a request, if that can be done yet.
pub fn judge(request: Request) {
    if HERE.get() {
        near::judge(&request);
    }
}

/// Whether the second file is here.
pub fn is_here() -> bool {
    HERE.get()
}

/// The second file is here: what waited for it is done.
pub fn came(panel: Panel) {
    HERE.set(true);
    judge(panel.request);
    panel.lost.set(false);
    act(panel, Act::SendAgain);
    act(panel, Act::Refresh);
    if !matches!(panel.screen.now(), Screen::Home | Screen::Answer(_)) {
        panel.host.focus("#title");
    }
}

/// The near side of the door: what is called.
#[cfg(target_family = "wasm")]
mod near {
    use super::{Act, Panel, Part, Request, View};

    #[link(wasm_import_module = "__wasm_split_placeholder__")]
    #[allow(improper_ctypes, reason = "both sides are made by one compiler")]
    unsafe extern "C" {
        #[link_name = "__wasm_split_00later00_import_00000000000000000000000000000001"]
        pub safe fn draw(panel: &Panel, part: Part) -> View;
        #[link_name = "__wasm_split_00later00_import_00000000000000000000000000000002"]
        pub safe fn act(panel: &Panel, act: Act);
        #[link_name = "__wasm_split_00later00_import_00000000000000000000000000000003"]
        pub safe fn judge(request: &Request);
    }
}
#[cfg(not(target_family = "wasm"))]
use far as near;

/// The far side: what is reachable from here alone is in the second file.
mod far {
    use super::{Act, Panel, Part, Request, View};
    use crate::{screen, send};

    #[allow(improper_ctypes_definitions, reason = "both sides are made by one compiler")]
    #[unsafe(export_name = "__wasm_split_00later00_export_00000000000000000000000000000001")]
    pub extern "C" fn draw(panel: &Panel, part: Part) -> View {
        let panel = *panel;
        match part {
            Part::Screen => screen::later(panel),
            Part::Unsent => screen::unsent(panel),
            Part::Requests => screen::requests(panel),
            Part::News => screen::news(panel),
        }
    }

    #[unsafe(export_name = "__wasm_split_00later00_export_00000000000000000000000000000002")]
    pub extern "C" fn act(panel: &Panel, act: Act) {
        match act {
            Act::SendAgain => send::again(*panel),
            Act::Refresh => send::refresh(*panel),
        }
    }

    #[unsafe(export_name = "__wasm_split_00later00_export_00000000000000000000000000000003")]
    pub extern "C" fn judge(request: &Request) {
        request.judged();
    }
}
