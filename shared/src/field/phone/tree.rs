//! Digits to a symbol, by a tree written in pre-order: `(` stands before the
//! ten branches of a node, `=` for a branch that is as its left neighbour, and
//! any other symbol is a leaf.

/// The leaf that `digits` lead to in the tree that `text` begins with; `-`
/// (no number) where they end before it.
pub(super) fn leaf(text: &[u8], digits: &[u8]) -> u8 {
    let mut node = text;
    let mut digits = digits.iter();
    while let [b'(', branches @ ..] = node {
        let Some(digit) = digits.next() else { return b'-' };
        let mut rest = branches;
        node = rest;
        for _ in b'0'..=*digit {
            if rest.first() != Some(&b'=') {
                node = rest;
            }
            rest = after(rest);
        }
    }
    node.first().copied().unwrap_or(b'-')
}

/// What follows the tree that `text` begins with.
pub(super) fn after(text: &[u8]) -> &[u8] {
    let mut rest = text;
    let mut open = 1_usize;
    while let ([symbol, next @ ..], 1..) = (rest, open) {
        open = if *symbol == b'(' { open + 9 } else { open - 1 };
        rest = next;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_leaves_and_repeats() {
        // 0: a. 1: b, but c from 15 on. 2 and 3: b. The others: nothing.
        let tree = b"(a(b====c====b=-=====rest";
        for (digits, expected) in
            [("0", b'a'), ("09", b'a'), ("10", b'b'), ("15", b'c'), ("19", b'c'), ("2", b'b'), ("3", b'b'), ("4", b'-'), ("9", b'-')]
        {
            assert_eq!(leaf(tree, digits.as_bytes()), expected, "{digits}");
        }
        assert_eq!(leaf(tree, b"1"), b'-', "too short");
        assert_eq!(leaf(b"", b"1"), b'-');
        assert_eq!(after(tree), b"rest");
        assert_eq!(after(b"ab"), b"b");
        assert_eq!(after(b"(a"), b"", "cut off");
    }
}
