//! The types of what shops' programs may call (`www/madoguchi.d.ts`), judged by
//! TypeScript's own compiler over a program that uses all of them.

use crate::{cmd, node, paths};
use anyhow::Result;

/// Fails where the types don't hold together, or miss what that program uses.
pub fn judge() -> Result<()> {
    let mut tsc = node::script("typescript/bin/tsc")?;
    tsc.args(["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--module", "esnext", "--moduleResolution", "bundler"]);
    tsc.arg("tests/types/usage.ts").current_dir(paths::root());
    cmd::run(&mut tsc, "pass the types of www/madoguchi.d.ts")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;

    /// Names that follow a word in a file, as in `options.lang`.
    fn named(file: &str, word: &str) -> BTreeSet<String> {
        let text = fs::read_to_string(paths::www().join(file)).unwrap();
        let name = |rest: &str| rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
        let whole = |before: &str| !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
        text.match_indices(word).filter(|(at, _)| whole(&text[..*at])).map(|(at, _)| name(&text[at + word.len()..])).collect()
    }

    #[test]
    fn the_options_are_those_that_are_read() {
        let types = fs::read_to_string(paths::www().join("madoguchi.d.ts")).unwrap();
        let options = types.split("export interface MadoguchiOptions {").nth(1).unwrap().split("\n}").next().unwrap();
        let line = |line: &str| line.trim().split_once(':').map(|(name, _)| name.trim_end_matches('?').to_owned());
        let told: BTreeSet<_> =
            options.lines().filter_map(line).filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric())).collect();
        let read = [("embed.js", "options."), ("embed.js", "own."), ("inline.js", "own."), ("panel.js", "options."), ("page.js", "data.")];
        let read: BTreeSet<_> = read.into_iter().flat_map(|(file, word)| named(file, word)).filter(|name| !name.is_empty()).collect();
        assert_eq!(told, read);
    }
}
