//! A piece of the panel's state: a value that lives as long as the page, and
//! a trigger that runs what was drawn from it.
//!
//! Leptos' signals are compiled once per type of value; with a dozen types
//! that is a quarter of the panel. Here only the access is, and the reactive
//! part is one trigger. What a screen keeps for itself while it is shown is a
//! signal as usual.

use crate::leptos::prelude::*;
use std::sync::{PoisonError, RwLock};

struct Inner<T> {
    value: RwLock<T>,
    changed: ArcTrigger,
}

/// A handle that can be copied into every closure.
pub struct Slot<T: 'static>(&'static Inner<T>);

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slot<T> {}

impl<T> Slot<T> {
    /// A slot of the panel. It is never given back, so that no screen may
    /// make one.
    pub fn new(value: T) -> Self {
        Self(Box::leak(Box::new(Inner { value: RwLock::new(value), changed: ArcTrigger::new() })))
    }

    /// Looks at the value; whoever does so is run again when it changes.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.0.changed.track();
        self.peek(look)
    }

    /// Looks at the value as it is now.
    pub fn peek<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.0.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the value.
    pub fn update<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        let result = change(&mut self.0.value.write().unwrap_or_else(PoisonError::into_inner));
        self.0.changed.notify();
        result
    }

    /// Puts another value in its place.
    pub fn set(self, value: T) {
        self.update(|own| *own = value);
    }
}

impl<T: Clone> Slot<T> {
    /// The value; whoever asks is run again when it changes.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value as it is now.
    pub fn now(self) -> T {
        self.peek(T::clone)
    }
}
