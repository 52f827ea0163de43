//! The panel's memory, by little code.
//!
//! dlmalloc, which std brings along for wasm, joins what lies side by side, so
//! that little is wasted: by 5 KB of code. Here sizes are rounded up to one of
//! a hundred, and what is given back waits for the next of its size. The panel
//! asks for the same sizes again and again: what it holds is what it needed at
//! most at one time, by a quarter more.
#![allow(unsafe_code, reason = "an allocator hands out bare memory; nothing else in the panel does")]

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::ptr::null_mut;

#[cfg(target_family = "wasm")]
#[global_allocator]
static HEAP: Heap = Heap::new();

/// What sizes are multiples of, and the strictest alignment.
const UNIT: usize = 16;
/// What is asked of the page at once, in bytes: what wasm gives.
const PAGE: usize = 65_536;
/// How many sizes there are, up to all that wasm can address.
const SIZES: usize = 112;

/// All memory: what waits, by size, each a list whose links lie in the blocks
/// themselves; and what was never handed out.
struct Heap {
    waiting: [Cell<*mut u8>; SIZES],
    fresh: Cell<*mut u8>,
    left: Cell<usize>,
}

// SAFETY: a page's wasm has one thread.
unsafe impl Sync for Heap {}

impl Heap {
    const fn new() -> Self {
        Self { waiting: [const { Cell::new(null_mut()) }; SIZES], fresh: Cell::new(null_mut()), left: Cell::new(0) }
    }

    /// Where blocks of this size wait.
    fn list(&self, layout: Layout) -> Option<&Cell<*mut u8>> {
        self.waiting.get(place(layout.size()).0)
    }

    /// A block that was never handed out; null if there is no more memory. What
    /// is left of the last pages goes on in the next, which lie behind them.
    fn cut(&self, size: usize) -> *mut u8 {
        if self.left.get() < size {
            let pages = (size - self.left.get()).div_ceil(PAGE);
            let more = grow(pages);
            if more.is_null() {
                return more;
            }
            if self.fresh.get().wrapping_add(self.left.get()) != more {
                self.fresh.set(more);
                self.left.set(0);
            }
            self.left.set(self.left.get() + pages * PAGE);
            return self.cut(size);
        }
        let block = self.fresh.get();
        self.fresh.set(block.wrapping_add(size));
        self.left.set(self.left.get() - size);
        block
    }
}

/// A size's place among the sizes, and to what it is rounded up: to a multiple
/// of 16 up to 128, then in four steps to each double.
fn place(size: usize) -> (usize, usize) {
    let last = (size.max(1) - 1) / UNIT;
    let shift = (usize::BITS - 3).saturating_sub(last.leading_zeros());
    let steps = (last >> shift) + 1;
    (shift as usize * 4 + steps, (steps << shift) * UNIT)
}

// SAFETY: a block is handed out once until it is given back: it is cut from
// what nobody has, or taken from a list, where only what was given back is.
// Blocks begin at multiples of 16, and a stricter alignment is refused.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(list) = self.list(layout).filter(|_| layout.align() <= UNIT) else { return null_mut() };
        let block = list.get();
        if block.is_null() {
            return self.cut(place(layout.size()).1);
        }
        // SAFETY: what waits has the next one's address, and room for it.
        list.set(unsafe { block.cast::<*mut u8>().read() });
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(list) = self.list(layout) {
            // SAFETY: the block is ours again, and has 16 bytes at least.
            unsafe { block.cast::<*mut u8>().write(list.get()) };
            list.set(block);
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if place(size) == place(layout.size()) {
            return block;
        }
        // SAFETY: the caller vouches for the block, its layout and the new size.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                new.copy_from_nonoverlapping(block, size.min(layout.size()));
                self.dealloc(block, layout);
            }
            new
        }
    }
}

/// More pages; null if there are none.
#[cfg(target_family = "wasm")]
fn grow(pages: usize) -> *mut u8 {
    match std::arch::wasm32::memory_grow(0, pages) {
        usize::MAX => null_mut(),
        before => (before * PAGE) as *mut u8,
    }
}

#[cfg(not(target_family = "wasm"))]
fn grow(pages: usize) -> *mut u8 {
    // SAFETY: it has a size.
    unsafe { std::alloc::System.alloc(Layout::from_size_align_unchecked(pages * PAGE, UNIT)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up_by_a_quarter_at_most() {
        let (mut last, mut before) = (super::place(0), 0);
        for size in (0..5_000).chain((1..30).flat_map(|power| [(1 << power) - 1, 1 << power, (1 << power) + 1])) {
            let (place, rounded) = super::place(size);
            assert!(place < SIZES && rounded >= size && rounded.is_multiple_of(UNIT), "{size}");
            assert!(rounded <= size.max(16) + UNIT.max(size / 4), "{size}: {rounded}");
            assert_eq!(super::place(rounded), (place, rounded), "{size}");
            if size == before + 1 {
                let next = place == last.0 + 1 && rounded > last.1;
                assert!(next || (place, rounded) == last, "{size}");
            }
            (last, before) = ((place, rounded), size);
        }
    }

    /// Blocks of all sizes, given back in any order, again and again: none lies
    /// in another, what is in them stays, and after the first round no more
    /// memory is taken.
    #[test]
    fn blocks_stay_apart_and_are_used_again() {
        let heap = Heap::new();
        let mut taken = Vec::new();
        for round in 0..5 {
            let mut dice = 7_u64;
            let mut roll = |below: u64| {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                ((dice >> 33) % below) as usize
            };
            let mut held: Vec<(*mut u8, Layout, u8)> = Vec::new();
            for step in 0..1_500 {
                let filling = (step % 251) as u8;
                match (roll(4), held.len()) {
                    (0, 1..) => {
                        let (block, layout, filling) = held.swap_remove(roll(held.len() as u64));
                        check(block, layout.size(), filling);
                        unsafe { heap.dealloc(block, layout) };
                    }
                    (1, 1..) => {
                        let place = roll(held.len() as u64);
                        let (block, layout, filling) = held.swap_remove(place);
                        let size = 1 + roll(900);
                        let new = unsafe { heap.realloc(block, layout, size) };
                        check(new, size.min(layout.size()), filling);
                        unsafe { new.write_bytes(filling, size) };
                        held.push((new, Layout::from_size_align(size, layout.align()).unwrap_or(layout), filling));
                    }
                    _ => {
                        let Ok(layout) = Layout::from_size_align(1 + roll(900), 1 << roll(5)) else { continue };
                        let block = unsafe { heap.alloc(layout) };
                        assert!(!block.is_null() && (block as usize).is_multiple_of(UNIT));
                        unsafe { block.write_bytes(filling, layout.size()) };
                        held.push((block, layout, filling));
                    }
                }
            }
            for (block, layout, filling) in held {
                check(block, layout.size(), filling);
                unsafe { heap.dealloc(block, layout) };
            }
            taken.push((heap.fresh.get(), heap.left.get()));
            assert_eq!(taken.first(), taken.last(), "round {round}");
        }
        assert!(unsafe { heap.alloc(Layout::new::<Strict>()) }.is_null(), "stricter than it can be");
    }

    #[repr(align(32))]
    struct Strict(#[expect(dead_code, reason = "it has a size")] u8);

    fn check(block: *mut u8, size: usize, filling: u8) {
        let same = (0..size).all(|place| unsafe { block.add(place).read() } == filling);
        assert!(same, "another block was written here");
    }
}
