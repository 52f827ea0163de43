//! Tells the run that is under way of new work: a request and the alarm's run
//! live in the same object at the same time.

use std::cell::{Cell, RefCell};
use std::task::{Context, Waker};

/// A bell that one run listens to.
#[derive(Default)]
pub struct Bell {
    rung: Cell<bool>,
    listened_to: Cell<bool>,
    listener: RefCell<Option<Waker>>,
}

impl Bell {
    /// Rings it, and says whether a run listens, which then takes up the work.
    /// Where none does, whoever comes next hears it.
    pub fn ring(&self) -> bool {
        self.rung.set(true);
        if let Some(listener) = self.listener.take() {
            listener.wake();
        }
        self.listened_to.get()
    }

    /// Whether it has rung since it was heard or hushed last.
    pub fn has_rung(&self) -> bool {
        self.rung.get()
    }

    /// What it rang for is looked at now.
    pub fn hush(&self) {
        self.rung.set(false);
    }

    /// Says whether a run listens from now on.
    pub fn listen(&self, listens: bool) {
        self.listened_to.set(listens);
    }

    /// Whether it has rung since it was heard last; if not, the task is woken
    /// when it does.
    pub fn heard(&self, cx: &mut Context<'_>) -> bool {
        let rung = self.rung.replace(false);
        if !rung {
            *self.listener.borrow_mut() = Some(cx.waker().clone());
        }
        rung
    }
}
